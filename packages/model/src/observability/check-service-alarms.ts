import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedService } from "../service/resolved-service.js";
import type { ServiceAlarmsOptions } from "./alarm-options.js";

/** Alarms on what a load balancer measures. */
const NEED_ROUTE = [
  "errorPercent",
  "latency",
  "unhealthyHosts",
  "healthyHosts",
] as const satisfies readonly (keyof ServiceAlarmsOptions)[];

/** What is said of a service's alarms must be of alarms that it has, and that can be silent. */
export const checkServiceAlarms: Check = (app, { services }) =>
  app.services.flatMap((service) => {
    const stated = services.find(({ name }) => name === service.name)?.options.alarms;
    return stated === undefined ? [] : [...unrouted(service, stated), ...alwaysRinging(service, stated)];
  });

const pathOf = ({ name }: ResolvedService, option: keyof ServiceAlarmsOptions): string =>
  `${addressOf("service", name)}.alarms.${option}`;

const unrouted = (service: ResolvedService, stated: ServiceAlarmsOptions): Problem[] =>
  service.targetHealth !== null
    ? []
    : NEED_ROUTE.filter((option) => stated[option] !== undefined).map((option) => ({
        path: pathOf(service, option),
        code: "AlarmWithoutRoute",
        message: `No route leads to ${addressOf("service", service.name)}, so no load balancer measures ${option} of it.`,
        fix: `Remove ${option}, or add a route to the ingress.`,
      }));

/** Fewer tasks than are asked for are there even when all is well. */
function alwaysRinging(service: ResolvedService, { healthyHosts }: ServiceAlarmsOptions): Problem[] {
  const below = typeof healthyHosts === "object" ? healthyHosts?.below : healthyHosts;
  const { scaling, name } = service;
  const fewest = Math.min(scaling.minTasks, ...scaling.schedules.map(({ minTasks }) => minTasks));
  if (below === undefined || below <= fewest) return [];
  return [
    {
      path: pathOf(service, "healthyHosts"),
      code: "AlarmAlwaysRings",
      message: `${addressOf("service", name)} may have ${fewest === 0 ? "no task" : `${fewest} ${fewest === 1 ? "task" : "tasks"}`} when all is well, so an alarm below ${below} would ring then.`,
      fix:
        fewest === 0
          ? "Leave healthyHosts out, or keep a task: tasks.min."
          : `Use at most ${fewest}, or raise tasks.min.`,
    },
  ];
}

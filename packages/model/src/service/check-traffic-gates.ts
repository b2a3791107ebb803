import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Described } from "../app/described-app.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { hasWildcard } from "../ingress/specificity.js";
import type { ResolvedService } from "./resolved-service.js";
import { isTested, smokeJobOf } from "./traffic-gates.js";

/** A new revision can be asked before it gets traffic where the load balancer, and the name that it is asked by, are the app's own. */
export const checkTrafficGates: Check = (app, { jobs }) => [
  ...app.services.filter(({ rollout }) => isTested(rollout)).flatMap((service) => checkWay(app, service)),
  ...jobs.flatMap((job) => checkSmokeJob(app, job)),
];

/** A job has one trigger. */
function checkSmokeJob({ services, jobs }: ResolvedApp, { name, address, options }: Described<"job">): Problem[] {
  const tested = services.filter(({ rollout }) => smokeJobOf(rollout) === name).map((service) => service.name);
  if (tested.length === 0) return [];
  const trigger = jobs.find((job) => job.name === name)?.trigger;
  const fix = "Declare a second job with the same image and another command.";
  if (trigger?.kind === "release") {
    const message = `${address} runs before the release of ${trigger.gates.join(" and ")}, and is to ask new revisions of ${tested.join(" and ")} that run by then.`;
    return [{ path: address, code: "TwoTriggers", message, fix }];
  }
  if (options.schedule === undefined) return [];
  const message = `${address} asks new revisions of ${tested.join(" and ")}, and runs on a schedule.`;
  return [{ path: `${address}.schedule`, code: "TwoTriggers", message, fix }];
}

function checkWay({ ingress, environment }: ResolvedApp, { name, rollout }: ResolvedService): Problem[] {
  const path = `${addressOf("service", name)}.rollout`;
  const routes = (ingress?.routes ?? []).filter(({ action }) => action.kind === "forward" && action.service === name);
  // That no route leads to it is a problem of the strategy itself.
  if (ingress === null || routes.length === 0) return [];
  if (ingress.loadBalancer.kind !== "create") {
    return [
      {
        path,
        code: "GateOnForeignLoadBalancer",
        message: `The load balancer isn't this environment's own, and the rules by which a new revision is asked would stand among others' rules.`,
        fix: "Take smoke and approval away in this environment, or let it have a load balancer of its own.",
      },
    ];
  }
  const isNamed = routes.some(({ host }) => host !== null && !hasWildcard(host));
  if (isNamed || (ingress.cdn === null && environment.domain === null)) return [];
  return [
    {
      path,
      code: "GateWithoutHost",
      message: `The ${rollout.strategy} release of ${name} is to be tried before it gets traffic, but none of its routes says at which host.`,
      fix: "Give the environment a domain, or one of the service's routes a host without a wildcard.",
    },
  ];
}

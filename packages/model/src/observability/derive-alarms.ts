import type { Described } from "../app/described-app.js";
import type { ConnectableParts } from "../connection/derive-connections.js";
import type { ResolvedService } from "../service/resolved-service.js";
import type { ServiceAlarmsOptions } from "./alarm-options.js";
import { brokerAlarms } from "./broker-alarms.js";
import { cacheAlarms } from "./cache-alarms.js";
import { databaseAlarms } from "./database-alarms.js";
import { jobAlarms } from "./job-alarms.js";
import { loadBalancerAlarms } from "./load-balancer-alarms.js";
import { queueAlarms } from "./queue-alarms.js";
import { depthReporters } from "../scaling/depth-reporters.js";
import { depthAlarms } from "./depth-alarms.js";
import type { ResolvedAlarm, ResolvedObservability } from "./resolved-observability.js";
import { derivedAlarms, serviceAlarms } from "./service-alarms.js";
import { silencedAlarms } from "./stated-alarm.js";

/** Reads off the parts what must be watched; what is stated of a service's alarms stands in its description. */
export function deriveAlarms(
  parts: ConnectableParts,
  described: readonly Described<"service">[],
): Pick<ResolvedObservability, "alarms" | "silenced"> {
  const statedOf = ({ name }: ResolvedService): ServiceAlarmsOptions =>
    described.find((service) => service.name === name)?.options.alarms ?? {};
  const { ingress, services, jobs, databases, caches, brokers, queues } = parts;
  const alarms: ResolvedAlarm[] = [
    ...loadBalancerAlarms(ingress),
    ...services.flatMap((service) => serviceAlarms(service, statedOf(service))),
    ...jobs.flatMap(jobAlarms),
    ...databases.flatMap(databaseAlarms),
    ...caches.flatMap(cacheAlarms),
    ...brokers.flatMap(brokerAlarms),
    ...queues.flatMap(queueAlarms),
    ...depthReporters({ services, brokers }).flatMap(depthAlarms),
  ];
  const silenced = services.flatMap((service) => {
    const stated = statedOf(service);
    return silencedAlarms(derivedAlarms(service, stated), stated);
  });
  return { alarms: alarms.toSorted(byName), silenced: silenced.toSorted(byName) };
}

const byName = (left: { readonly name: string }, right: { readonly name: string }): number =>
  left.name < right.name ? -1 : 1;

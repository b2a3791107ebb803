import { addressOf, type ResolvedApp } from "@fairlead/model";
import type { Construct } from "constructs";
import { addAlarms, type AlarmParts, type NamedAlarm } from "./app-alarm.js";

/**
 * Makes the alarms that roll a release back, by service. They must be there before the service: ECS refuses a deployment whose
 * alarms it can't find. So they stand in the load balancer's stack, and where there is none before the services in theirs.
 */
export function addRollbackAlarms(scope: Construct, parts: AlarmParts): ReadonlyMap<string, readonly NamedAlarm[]> {
  return new Map(
    parts.app.services.map((service) => [
      service.name,
      rollbackAlarms(parts.app, service.name).flatMap((alarm) => addAlarms(scope, alarm, parts)),
    ]),
  );
}

const rollbackAlarms = (app: ResolvedApp, service: string) =>
  app.observability.alarms.filter(({ rollsBack, subject }) => rollsBack && subject === addressOf("service", service));

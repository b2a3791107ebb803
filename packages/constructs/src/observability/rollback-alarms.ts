import { addressOf, type ResolvedApp } from "@fairlead/model";
import type { Construct } from "constructs";
import { addAlarms, type AlarmParts, type NamedAlarm } from "./app-alarm.js";

/**
 * Makes the alarms that roll a release back, by service. One that rings already as a deployment starts is left out of it by ECS,
 * so that a mending release gets through
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html, 2026-11).
 * They must be there before the service: ECS refuses a deployment whose
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

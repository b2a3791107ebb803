import { listOf, recordOf, textOf } from "../../json/json-value.js";
import type { LiveService } from "./live-service.js";

/** CloudWatch's names of the alarms that a service's deployments watch, by the names that the description gives them. */
export function alarmNames({ configuration, last }: LiveService): ReadonlyMap<string, string> {
  const alarms = recordOf(recordOf(configuration["deploymentConfiguration"])["alarms"]);
  const names = listOf(alarms["alarmNames"]).map(textOf);
  const own = last.simulated.rollout.alarms?.alarms ?? [];
  return new Map(own.map(({ name }) => [name, names.find((full) => full.endsWith(`-${name}`)) ?? name] as const));
}

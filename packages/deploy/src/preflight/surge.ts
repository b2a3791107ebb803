import { clusterName } from "@fairlead/constructs";
import { type ResolvedService, surgeTasks } from "@fairlead/model";
import type { DeployTarget } from "../target/deploy-target.js";
import type { PreflightPorts } from "./preflight-rule.js";

/** How many tasks of a service this release adds to those that run, at its height. */
export interface Surge {
  readonly service: ResolvedService;
  readonly runningNow: number;
  /** With as many tasks as are wanted now. */
  readonly addedNow: number;
  /** With as many tasks as scaling may come to. */
  readonly addedAtFullLoad: number;
}

/** Of every service; a cluster or service that isn't there yet runs nothing. */
export async function surges(
  { app }: DeployTarget,
  { services }: Pick<PreflightPorts, "services">,
): Promise<readonly Surge[]> {
  const names = app.services.map(({ name }) => name);
  const there = names.length === 0 ? [] : await services.describe(clusterName(app), names);
  return app.services.map((service) => {
    const found = there.find(({ name }) => name === service.name);
    const runningNow = found?.running ?? 0;
    const wanted = Math.max(service.scaling.minTasks, found?.desired ?? 0);
    return {
      service,
      runningNow,
      addedNow: Math.max(0, surgeTasks(service, wanted) - runningNow),
      addedAtFullLoad: Math.max(0, surgeTasks(service, service.scaling.maxTasks) - runningNow),
    };
  });
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** For example `4 tasks of "proxy" and 2 of "dispatcher"`. */
export function countedTasks(counts: readonly (readonly [service: string, tasks: number])[]): string {
  return counts
    .filter(([, tasks]) => tasks > 0)
    .map(([service, tasks], at) => `${tasks} ${at === 0 ? (tasks === 1 ? "task " : "tasks ") : ""}of "${service}"`)
    .join(" and ");
}

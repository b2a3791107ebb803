import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { Outcome } from "../outcome/outcome.js";
import { readServiceStates } from "../rollout/read-service-states.js";
import { rolloutOutcome } from "../rollout/rollout-outcome.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import { type ServiceState, servingRevision } from "../rollout/service-state.js";
import { watchRollouts } from "../rollout/watch-rollouts.js";
import type { ScalableTarget, ScalingRange } from "../scaling/scaling.js";
import { scaleProblems } from "./scale-problems.js";

export interface ScaleRequest {
  readonly cluster: string;
  readonly service: string;
  /** How many tasks are to run now; `null`: as it is. With autoscaling it may change again a minute later. */
  readonly tasks: number | null;
  /** Of autoscaling; `null`: as it is. */
  readonly minTasks: number | null;
  readonly maxTasks: number | null;
  /** What the description says: what a deployment sets. */
  readonly described: ScalingRange;
  /** Whether two tasks at the same time would damage what it writes. */
  readonly isAlone: boolean;
  /** Milliseconds that it may take. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

export const SCALE_DEFAULTS = {
  /** A task is there in two minutes; an instance for it, where it needs one, in five. */
  deadlineMs: 15 * 60 * 1000,
} as const;

/** Tasks that are slow to be healthy are no failure as long as there is time. */
const SETTLING_MS = 10 * 60 * 1000;

export type ScalePorts = Pick<DeployPorts, "clock" | "scaling" | "services" | "targets">;

/** Changes how many tasks of a service run, or between which numbers autoscaling may choose, and waits until they are there and healthy. */
export async function scale(request: ScaleRequest, ports: ScalePorts, report: Report): Promise<Outcome> {
  const { cluster, service, tasks } = request;
  const state = (await readServiceStates(cluster, [service], ports)).get(service) ?? null;
  const now = await ports.scaling.target(cluster, service);
  const range = rangeOf(request, now);
  const problems = scaleProblems(request, { state, scaling: now, range });
  if (problems.length > 0 || state === null) return { kind: "refused", problems };
  const newRange = range !== null && now !== null && !isSame(range, now) ? range : null;
  const newCount = tasks === state.service.desired ? null : tasks;
  if (newRange !== null) await ports.scaling.changeRange(cluster, service, newRange);
  if (newCount !== null) await ports.services.update({ cluster, service, desired: newCount });
  tellReset(request, range, report);
  const verdicts = await watchTasks(request, { state, range }, { ports, report });
  return rolloutOutcome(verdicts, {
    isCancelled: request.signal?.aborted === true,
    isUnchanged: newRange === null && newCount === null,
  });
}

function watchTasks(
  request: ScaleRequest,
  { state, range }: { readonly state: ServiceState; readonly range: ScalingRange | null },
  { ports, report }: { readonly ports: ScalePorts; readonly report: Report },
): Promise<readonly RolloutVerdict[]> {
  const asked = {
    name: request.service,
    digests: {},
    taskDefinition: null,
    before: servingRevision(state)?.taskDefinition ?? null,
    deploymentBefore: state.deployments[0]?.arn ?? null,
  };
  const watch = {
    cluster: request.cluster,
    services: [asked],
    deadlineMs: ports.clock.nowMs() + request.deadlineMs,
    signal: request.signal,
    settlingMs: SETTLING_MS,
    isReleasing: () => isOutside(request, range, ports),
  };
  return watchRollouts(watch, ports, report);
}

/** `null`: the service isn't scaled. */
const rangeOf = ({ minTasks, maxTasks }: ScaleRequest, now: ScalableTarget | null): ScalingRange | null =>
  now === null ? null : { minTasks: minTasks ?? now.minTasks, maxTasks: maxTasks ?? now.maxTasks };

const isSame = (one: ScalingRange, other: ScalingRange): boolean =>
  one.minTasks === other.minTasks && one.maxTasks === other.maxTasks;

/** Autoscaling takes a moment until it has brought the number into a new range. */
async function isOutside(
  { cluster, service }: ScaleRequest,
  range: ScalingRange | null,
  ports: ScalePorts,
): Promise<boolean> {
  if (range === null) return false;
  const [found] = await ports.services.describe(cluster, [service]);
  return found !== undefined && (found.desired < range.minTasks || found.desired > range.maxTasks);
}

function tellReset({ service, tasks, described }: ScaleRequest, range: ScalingRange | null, report: Report): void {
  const isAsDescribed = range === null ? tasks === described.minTasks : isSame(range, described);
  if (isAsDescribed) return;
  const says =
    described.minTasks === described.maxTasks
      ? `${described.minTasks}`
      : `${described.minTasks} to ${described.maxTasks}`;
  report({
    type: "warning",
    says: `The description says ${says} tasks of service ${service}: a deployment may set it back. Write there what is to last.`,
  });
}

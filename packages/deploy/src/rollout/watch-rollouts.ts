import { isUserError } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { AskedService } from "./asked-service.js";
import { FailedTaskTeller } from "./failed-task-teller.js";
import { judge } from "./judge.js";
import { readServiceStates } from "./read-service-states.js";
import { rolloutProblem } from "./rollout-problem.js";
import { RolloutReporter } from "./rollout-reporter.js";
import type { RolloutVerdict } from "./rollout-verdict.js";
import type { ServiceState } from "./service-state.js";

export interface RolloutWatch {
  readonly cluster: string;
  readonly services: readonly AskedService[];
  /** By the ports' clock: whatever isn't settled then is `unsettled`. */
  readonly deadlineMs: number;
  /** Ends the watch with what is known by then. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether something (CloudFormation) may still begin or take back deployments of these services: as long as it does, the watch
   * tells what it sees and concludes nothing. Left out: all has begun that will.
   */
  readonly isReleasing?: (() => boolean | Promise<boolean>) | undefined;
  /** How long a service that has settled may take until it has its tasks and targets. Left out: {@link SETTLING_MS}. */
  readonly settlingMs?: number | undefined;
}

/** In milliseconds. */
const POLL = {
  /** ECS registers, starts and stops in seconds; this is what its console does, too. */
  leastMs: 5_000,
  /** While nothing changes, as during a bake. */
  mostMs: 15_000,
  /** Between reads that AWS refuses to answer because they are too many. */
  mostThrottledMs: 60_000,
} as const;

/**
 * How long a service that has settled may take until it has its tasks and targets. Autoscaling may ask for more in that very moment, and
 * a target is healthy only after its checks: twice the 60 seconds that most load balancers' defaults need (30 s, 2 checks).
 */
const SETTLING_MS = 120_000;

/** Errors after which the same read may well succeed. */
const PASSING: ReadonlySet<string> = new Set(["AwsThrottled", "AwsNotReached", "AwsFailed"]);

/** Ports that a watch reads; without `logs` and `tasks` it doesn't tell why tasks fail. */
export type WatchPorts = Pick<DeployPorts, "clock" | "services" | "targets"> &
  Partial<Pick<DeployPorts, "logs" | "tasks">>;

/**
 * Watches services until each has settled, and tells what is then true of them; one verdict for each asked service, in their order. It changes
 * nothing. A read that fails for a moment is tried again, more and more slowly, until the deadline.
 * @throws UserError when it may not read, or can't for a reason that doesn't pass.
 */
export async function watchRollouts(
  watch: RolloutWatch,
  ports: WatchPorts,
  report: Report,
): Promise<readonly RolloutVerdict[]> {
  const reporter = new RolloutReporter(ports, report);
  const teller = tellerFor(watch, ports, report);
  let look: Look = { verdicts: watch.services.map(neverRead), waitMs: POLL.leastMs, settledMs: null };
  for (;;) {
    look = await lookAgain(look, { watch, ports, reporter, teller });
    const nowMs = ports.clock.nowMs();
    if (isOver(look, nowMs, watch.settlingMs ?? SETTLING_MS)) return look.verdicts;
    const leftMs = watch.deadlineMs - nowMs;
    if (leftMs <= 0 || watch.signal?.aborted === true) return look.verdicts;
    await ports.clock.sleep(Math.min(look.waitMs, leftMs), watch.signal);
  }
}

function tellerFor({ cluster }: RolloutWatch, ports: WatchPorts, report: Report): FailedTaskTeller | null {
  const { clock, logs, services, tasks } = ports;
  if (logs === undefined || tasks === undefined) return null;
  return new FailedTaskTeller(cluster, { logs, services, tasks }, report, clock.nowMs());
}

/** What a watch knows after a look. */
interface Look {
  readonly verdicts: readonly RolloutVerdict[];
  /** Until the next one. */
  readonly waitMs: number;
  /** Since when nothing moves any more; `null`: something does. */
  readonly settledMs: number | null;
}

interface Watching {
  readonly watch: RolloutWatch;
  readonly ports: WatchPorts;
  readonly reporter: RolloutReporter;
  /** `null`: nobody can be asked why tasks fail. */
  readonly teller: FailedTaskTeller | null;
}

async function lookAgain(last: Look, { watch, ports, reporter, teller }: Watching): Promise<Look> {
  // Asked before the read: what ends while we read may have begun a deployment that we didn't see.
  const isReleasing = (await watch.isReleasing?.()) ?? false;
  const states = await readPatiently(watch, ports);
  if (states === null) return { ...last, waitMs: Math.min(last.waitMs * 2, POLL.mostThrottledMs) };
  const { hasChanged, failing } = reporter.tell(watch.services, states);
  for (const name of failing) await teller?.tell(name);
  const verdicts = watch.services.map((asked) => judge(asked, states.get(asked.name) ?? null));
  const hasSettled = !isReleasing && verdicts.every(({ verdict }) => verdict !== "unsettled");
  return {
    verdicts,
    waitMs: hasChanged ? POLL.leastMs : Math.min(last.waitMs * 1.5, POLL.mostMs),
    settledMs: hasSettled ? (last.settledMs ?? ports.clock.nowMs()) : null,
  };
}

/** Nothing moves, and waiting can't make it any better, or didn't. */
const isOver = ({ verdicts, settledMs }: Look, nowMs: number, settlingMs: number): boolean =>
  settledMs !== null && (verdicts.every(({ verdict }) => verdict !== "unhealthy") || nowMs - settledMs >= settlingMs);

/** `null`: AWS didn't answer this time. */
async function readPatiently(
  { cluster, services }: RolloutWatch,
  ports: WatchPorts,
): Promise<ReadonlyMap<string, ServiceState | null> | null> {
  try {
    return await readServiceStates(
      cluster,
      services.map(({ name }) => name),
      ports,
    );
  } catch (error) {
    if (isUserError(error) && error.problems.every(({ code }) => PASSING.has(code))) return null;
    throw error;
  }
}

const neverRead = ({ name }: AskedService): RolloutVerdict => ({
  service: name,
  verdict: "unsettled",
  taskDefinition: null,
  problems: [
    rolloutProblem(name, {
      code: "RolloutUnread",
      message: `AWS never answered how the deployment of service ${name} goes.`,
      fix: "Look at it with fairlead status.",
    }),
  ],
});

import type { AssumptionId } from "../assumption/assumptions.js";
import { assumption } from "../assumption/assumptions.js";
import type { FaultEffect, RolloutFault } from "../faults/fault.js";
import { chanceOf } from "../random/chance.js";
import type { Rollout } from "../rollout/rollout.js";
import type { RolloutAction } from "../timeline/rollout-action.js";
import type { RolloutEnd, SimulatedRollout } from "../timeline/simulated-rollout.js";
import { putActions } from "./act.js";
import { Agenda } from "./agenda.js";
import { watchAlarms } from "./alarms.js";
import { beginDeployment, settle } from "./control.js";
import { capacityPercent, healthyOf, newTrafficPercent } from "./counts.js";
import { passTime } from "./load.js";
import { followMilestones } from "./milestones.js";
import { record } from "./record.js";
import { scheduleTasks } from "./schedule-tasks.js";
import { settledTask } from "./task-life.js";
import type { RevisionLedger, World } from "./world.js";

export interface SimulateOptions {
  readonly seed: number;
  /** Default: none. */
  readonly faults?: readonly RolloutFault[];
  /** Default: nobody does anything. */
  readonly actions?: readonly RolloutAction[];
  /** What ECS makes of an alarm that rings before; default `fails`, the worse of the two. */
  readonly ringingAtStart?: World["ringingAtStart"];
  /** How long it is watched after the deployment's end and after the last action; default 15 minutes, in which a version shows whether it lasts. */
  readonly watchSeconds?: number;
  /** After how long a deployment that doesn't settle is given up; default 4 hours, or as long as its pauses may wait. */
  readonly mostSeconds?: number;
}

const WATCH_SECONDS = 15 * 60;
const MOST_SECONDS = 4 * 3600;

/** Assumed by every simulation. */
const ALWAYS = [
  "start-times",
  "steady-desired",
  "even-load",
  "stream-lengths",
  "graceful-exit",
  "draining-not-counted",
  "stops-to-minimum",
] as const satisfies readonly AssumptionId[];

/**
 * Lets ECS roll a service out in simulated time. The same arguments give the same result; an action that is added leaves all that
 * happened before its second as it was.
 */
export function simulateRollout(rollout: Rollout, options: SimulateOptions): SimulatedRollout {
  const { faults = [], actions = [], watchSeconds = WATCH_SECONDS } = options;
  const effects = faults.flatMap((fault) => [...fault.effects(rollout)]);
  const world = createWorld(rollout, effects, options);
  putActions(world, actions);
  begin(world);
  watchAlarms(world);
  const untilSecond = run(world, {
    watchSeconds,
    lastActionSecond: Math.max(0, ...actions.map(({ second }) => second)),
    mostSeconds: options.mostSeconds ?? mostSeconds(rollout),
  });
  return {
    rollout,
    seed: options.seed,
    faults: faults.map(({ name }) => name),
    actions,
    events: world.events,
    end: endOf(world, untilSecond),
    untilSecond,
    lowestCapacityPercent: world.lowestCapacityPercent,
    errors: world.errors,
    cutStreams: world.cutStreams,
    assumptions: [...world.assumptions].map(assumption),
  };
}

const mostSeconds = ({ hooks }: Rollout): number =>
  hooks.reduce((sum, hook) => sum + (hook.kind === "pause" ? hook.timeoutSeconds : hook.seconds), MOST_SECONDS);

const ledger = (wanted: number): RevisionLedger => ({
  wanted,
  started: 0,
  failed: 0,
  failedInRow: 0,
  startNotBefore: 0,
});

function createWorld(rollout: Rollout, effects: readonly FaultEffect[], options: SimulateOptions): World {
  const streams = effects.flatMap((effect) => (effect.kind === "long-streams" ? [effect.longestSeconds] : []));
  const world: World = {
    rollout,
    chance: chanceOf(options.seed),
    agenda: new Agenda(),
    effects,
    events: [],
    assumptions: new Set(ALWAYS),
    tasks: [],
    revisions: { old: ledger(rollout.hasPrevious ? rollout.desired : 0), new: ledger(0) },
    second: 0,
    desired: rollout.desired,
    phase: { kind: "job" },
    status: null,
    reason: null,
    endSecond: null,
    failedAtEnd: 0,
    stage: null,
    steps: [],
    stepEndSecond: null,
    newPercent: rollout.hasPrevious ? 0 : 100,
    testNewPercent: 0,
    failure: null,
    breakerTriggered: false,
    failureCount: 0,
    rollbackFailures: 0,
    rollbackFailed: false,
    ringing: new Set(),
    ringingAtStart: options.ringingAtStart ?? "fails",
    hook: null,
    hooksAsked: 0,
    hooksLeft: [],
    bakeEndSecond: null,
    throttledUntil: 0,
    spotBackSecond: 0,
    placementTold: false,
    stuckTold: false,
    lostZones: new Set(),
    badShare: 0,
    longestStreamSeconds: Math.max(rollout.longestResponseSeconds, ...streams),
    milestones: new Set(),
    reached: [],
    errors: 0,
    targetErrors: 0,
    requests: 0,
    cutStreams: 0,
    lowestCapacityPercent: Infinity,
  };
  if (rollout.hasPrevious)
    for (let count = 0; count < rollout.desired; count += 1) world.tasks.push(settledTask(world));
  return world;
}

/** A release job comes first; where it fails, there is no deployment. */
function begin(world: World): void {
  const { releaseJob } = world.rollout;
  if (releaseJob === null) {
    beginDeployment(world);
    return;
  }
  world.assumptions.add("release-job-time");
  record(world, "job", `Release job ${releaseJob.name} starts.`);
  world.agenda.put(releaseJob.seconds, () => {
    if (!world.effects.some(({ kind }) => kind === "release-job-fails")) {
      record(world, "job", `Release job ${releaseJob.name} has ended well.`);
      beginDeployment(world);
      return;
    }
    world.reason = `Release job ${releaseJob.name} failed.`;
    world.phase = { kind: "ended" };
    world.endSecond = world.second;
    record(world, "job", `Release job ${releaseJob.name} has failed: no deployment begins.`);
  });
}

/** Takes the seconds at which something is due, one after the other. Gives the second at which the watch ended. */
function run(world: World, watch: Watch): number {
  settleSecond(world);
  for (;;) {
    const until = lastSecond(world, watch);
    const next = world.agenda.next();
    const second = next === null || next > until ? until : next;
    passTime(world, second - world.second);
    world.second = second;
    if (next === null || next > until) {
      record(world, "status", "The watch ends.");
      return second;
    }
    world.agenda.doAll(second);
    settleSecond(world);
  }
}

interface Watch {
  readonly watchSeconds: number;
  readonly lastActionSecond: number;
  readonly mostSeconds: number;
}

function lastSecond({ endSecond }: World, { watchSeconds, lastActionSecond, mostSeconds }: Watch): number {
  const afterActions = lastActionSecond === 0 ? 0 : lastActionSecond + watchSeconds;
  return endSecond === null ? Math.max(mostSeconds, afterActions) : Math.max(endSecond + watchSeconds, afterActions);
}

function settleSecond(world: World): void {
  do {
    followMilestones(world);
    world.agenda.doAll(world.second);
    scheduleTasks(world);
  } while (settle(world) || world.agenda.next() === world.second);
  world.lowestCapacityPercent = Math.min(world.lowestCapacityPercent, capacityPercent(world));
}

function endOf(world: World, untilSecond: number): RolloutEnd {
  const newPercent = newTrafficPercent(world);
  const answers = {
    old: newPercent < 100 && healthyOf(world, "old") > 0,
    new: newPercent > 0 && healthyOf(world, "new") > 0,
  };
  const serving = answers.old ? (answers.new ? "both" : "old") : answers.new ? "new" : "none";
  return {
    second: world.endSecond ?? untilSecond,
    status: world.status,
    reason: world.reason,
    settled: world.endSecond !== null,
    serving,
    failedAfterwards:
      world.endSecond === null ? 0 : world.revisions.old.failed + world.revisions.new.failed - world.failedAtEnd,
    healthy: capacityPercent(world) >= 100 && serving !== "none" && !(answers.new && world.badShare > 0),
  };
}

import type { AssumptionId } from "../assumption/assumptions.js";
import type { FaultEffect, Milestone, TaskFate } from "../faults/fault.js";
import type { Chance } from "../random/chance.js";
import type { LifecycleStage } from "../rollout/lifecycle-stage.js";
import type { Rollout } from "../rollout/rollout.js";
import type { ServiceDeploymentStatus } from "../rollout/service-deployment-status.js";
import type { HookState, RolloutEvent } from "../timeline/simulated-rollout.js";
import type { Agenda } from "./agenda.js";

export type Revision = "old" | "new";

/** One task of the simulation. It changes in place, as all of the {@link World} does. */
export interface Task {
  readonly id: string;
  readonly revision: Revision;
  readonly zone: string;
  readonly spot: boolean;
  readonly fate: TaskFate;
  phase: "pending" | "running" | "draining" | "stopping" | "stopped";
  /** When its containers began to run. */
  runningSecond: number;
  /** Whether its app is up, well or not. */
  up: boolean;
  /** Whether it answers requests. */
  works: boolean;
  /** Whether it is cut off from everything. */
  dead: boolean;
  /** Whether its container counts as healthy, by its own check or by having run for long enough. */
  containerHealthy: boolean;
  target: "none" | "initial" | "healthy" | "unhealthy" | "draining";
  wasHealthy: boolean;
  /** Whether a request ever reached it. */
  served: boolean;
  /** Whether ECS has decided to replace it. */
  condemned: boolean;
  /** Since when it has got no new requests, and how many a second it got until then. */
  quiet: { readonly since: number; readonly requestsPerSecond: number } | null;
}

/** Where the control of a deployment is. */
type Phase =
  | { readonly kind: "job" }
  | { readonly kind: "beginning" }
  | { readonly kind: "replacing" }
  | { readonly kind: "rolling-bake"; readonly endSecond: number }
  | { readonly kind: "stages" }
  | { readonly kind: "taking-back" }
  | { readonly kind: "ended" };

/** One step of a deployment that shifts traffic. */
export type Step =
  | { readonly stage: LifecycleStage; readonly kind: "pass" }
  /** Until as many tasks as desired are healthy. */
  | { readonly stage: LifecycleStage; readonly kind: "scale-up"; readonly revision: Revision }
  | { readonly stage: LifecycleStage; readonly kind: "test-shift"; readonly newPercent: number }
  /** `seconds`: what is waited after it. */
  | {
      readonly stage: LifecycleStage;
      readonly kind: "shift";
      readonly newPercent: number;
      readonly seconds: number;
    }
  | { readonly stage: LifecycleStage; readonly kind: "bake"; readonly seconds: number }
  /** Until the revision's tasks are gone. */
  | { readonly stage: LifecycleStage; readonly kind: "clean-up"; readonly revision: Revision };

/** Why a deployment fails, as the end of a sentence. `rollback`: whether the old revision is to come back. */
export interface Failure {
  readonly reason: string;
  readonly rollback: boolean;
}

/** Everything that a simulation knows, in one place. It changes in place: a simulation makes one, and nobody else sees it. */
export interface World {
  readonly rollout: Rollout;
  readonly chance: Chance;
  readonly agenda: Agenda;
  readonly effects: readonly FaultEffect[];
  readonly events: RolloutEvent[];
  readonly assumptions: Set<AssumptionId>;
  /** Those that are not stopped. */
  tasks: Task[];
  readonly revisions: Readonly<Record<Revision, RevisionLedger>>;
  second: number;
  desired: number;
  phase: Phase;
  status: ServiceDeploymentStatus | null;
  reason: string | null;
  endSecond: number | null;
  /** Tasks that had failed until then. */
  failedAtEnd: number;
  stage: LifecycleStage | null;
  /** The steps still to be taken; the first is under way. */
  steps: Step[];
  /** When the step under way is over, where that is a matter of time; `null`: it has not begun its work. */
  stepEndSecond: number | null;
  newPercent: number;
  testNewPercent: number;
  /** Asked for by whatever went wrong, carried out when the second is settled. */
  failure: Failure | null;
  breakerTriggered: boolean;
  failureCount: number;
  rollbackFailures: number;
  /** Asked for when the old revision can't be brought back, carried out when the second is settled. */
  rollbackFailed: boolean;
  readonly ringing: Set<string>;
  /** What ECS makes of an alarm that rings before the deployment begins. */
  readonly ringingAtStart: "fails" | "ignored";
  hook: HookState | null;
  hooksAsked: number;
  /** Hooks of the step under way that are still to be asked. */
  hooksLeft: number[];
  bakeEndSecond: number | null;
  /** Nothing is started, registered or shifted before. */
  throttledUntil: number;
  spotBackSecond: number;
  /** Whether ECS has said that it finds no capacity. */
  placementTold: boolean;
  /** Whether ECS has said that its limits leave no room. */
  stuckTold: boolean;
  readonly lostZones: Set<string>;
  /** Share of the new revision's answers that are errors, 0 to 1. */
  badShare: number;
  longestStreamSeconds: number;
  readonly milestones: Set<Milestone>;
  /** Milestones that nobody has looked at yet. */
  readonly reached: Milestone[];
  errors: number;
  /** Of these, what targets answered themselves. */
  targetErrors: number;
  requests: number;
  cutStreams: number;
  lowestCapacityPercent: number;
}

/** What is kept of each revision. */
export interface RevisionLedger {
  wanted: number;
  started: number;
  failed: number;
  /** Tasks that failed one after another. */
  failedInRow: number;
  /** No task of it starts before. */
  startNotBefore: number;
}

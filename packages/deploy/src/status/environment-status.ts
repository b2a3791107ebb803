import type { Problem } from "@fairlead/errors";
import type { AlarmState } from "../alarms/alarms.js";
import type { RolloutSnapshot } from "../rollout/rollout-snapshot.js";
import type { ScalingRange } from "../scaling/scaling.js";

/** How an environment is, in one value. */
export interface EnvironmentStatus {
  readonly app: string;
  readonly environment: string;
  readonly region: string;
  /**
   * `absent`: there is nothing of it. `moving`: a deployment or a stack is under way. `unhealthy`: a service isn't as it should be, or a
   * stack is stuck. `healthy`: neither; alarms may ring nonetheless.
   */
  readonly state: "absent" | "healthy" | "moving" | "unhealthy";
  /** Where it answers; empty when nothing is reachable from outside. */
  readonly urls: readonly string[];
  /** In the description's order. */
  readonly services: readonly ServiceStatus[];
  /** Those that ring. */
  readonly alarms: readonly AlarmState[];
  readonly stacks: readonly StackStatus[];
  /** `null`: none is recorded. */
  readonly lastRelease: ReleaseStatus | null;
  /** What is wrong, and how to mend it. */
  readonly problems: readonly Problem[];
}

export interface ServiceStatus {
  readonly name: string;
  /** `null`: it isn't there. */
  readonly rollout: RolloutSnapshot | null;
  /** What serves; `null`: none is known, or two do. */
  readonly serving: ServingRevision | null;
  /** `null`: the number of its tasks is fixed. */
  readonly scaling: (ScalingRange & { readonly suspended: boolean }) | null;
  /** Id of the pause that waits for a person; `null`: none does. */
  readonly pausedAt: string | null;
}

export interface ServingRevision {
  /** ARN. */
  readonly revision: string;
  /** ARN. */
  readonly taskDefinition: string;
  /** `sha256:…` by container; `null`: not told. */
  readonly digests: Readonly<Record<string, string | null>>;
  /** When it was made. */
  readonly sinceMs: number;
}

export interface StackStatus {
  readonly name: string;
  /** CloudFormation's; `null`: there is no such stack. */
  readonly status: string | null;
  readonly reason: string | null;
}

export interface ReleaseStatus {
  readonly number: number;
  readonly action: "deploy" | "rollback" | "promote" | "secrets";
  /** As `Outcome`; `null`: it is under way, or was left lying. */
  readonly outcome: string | null;
  /** ISO, UTC. */
  readonly startedAt: string;
  readonly by: string;
}

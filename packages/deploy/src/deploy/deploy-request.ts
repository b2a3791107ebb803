import type { ReleaseStart } from "../ledger/release-ledger.js";
import type { FirstValues } from "../secrets/first-values.js";
import type { DeployTarget } from "../target/deploy-target.js";
import type { DeployPlan } from "./deploy-plan.js";

/** What a person, or a flag in their place, says to a plan. */
export type Approval = "approved" | "declined" | "nobody-to-ask";

/** Why a deployment is interrupted, as the reason of its signal. `leave`: AWS carries on; `roll-back`: what is under way is taken back. */
export type Interruption = "leave" | "roll-back";

/** What a deployment is asked for. */
export interface DeployRequest {
  readonly target: DeployTarget;
  /** Values of template parameters that are known from outside, e.g. `HostedZoneId`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Resources with data that may be replaced: `<stack>/<logical id>`, or the part of the description, e.g. `databases.main` or `main`. */
  readonly allowReplace: readonly string[];
  /** Resources with data that may be deleted, named likewise. */
  readonly allowDestroy: readonly string[];
  readonly images: OutsideImages;
  /** For secrets that have no value yet. */
  readonly firstValues: FirstValues;
  /** Whether an alarm that rolls releases back and rings already is lived with. */
  readonly despiteAlarms: boolean;
  /** Number of the release that is carried on with; `null`: one of the same description that was left lying, or a new one. */
  readonly resume: number | null;
  /** What the record is to say of the plan beside what is found out here. */
  readonly facts: Pick<ReleaseStart, "action" | "expectedMonthlyUsd" | "findings" | "toolVersion">;
  /** Milliseconds from its beginning until it is given up as timed out; what AWS does goes on. */
  readonly deadlineMs: number;
  /** How many stacks at the same time. */
  readonly concurrency: number;
  /** Asked once, before anything is touched, and only if there is something to do. */
  readonly approve: (plan: DeployPlan) => Promise<Approval>;
  /** Aborted with an {@link Interruption} as its reason. */
  readonly signal: AbortSignal;
}

/** Where images come from. */
export interface OutsideImages {
  /** Absolute path of the configuration's folder, which contexts are relative to. */
  readonly baseFolder: string;
  /** What `--image` said of each image, by its name in the description: a tag, a digest, or an address with a digest. */
  readonly outside: Readonly<Record<string, string>>;
}

export const DEPLOY_DEFAULTS = {
  /** A database takes a quarter of an hour to be made, a slow canary an hour: what takes longer than two has gone wrong. */
  deadlineMs: 2 * 60 * 60 * 1000,
  /** More than wait for nothing in any environment of ours; CloudFormation's own throttling begins beyond. */
  concurrency: 6,
} as const;

import type { Problem } from "@fairlead/errors";
import type { AskedService } from "../rollout/asked-service.js";
import type { PinnedService } from "../rollout/ask-services.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import type { Outcome } from "../outcome/outcome.js";
import type { ValuelessSecret } from "../secrets/first-values.js";
import type { GivenSecret } from "../secrets/given-secret.js";
import type { DeployPlan } from "./deploy-plan.js";

/** What a deployment has done by others. Each may throw a UserError. */
export interface DeploySteps {
  /** Everything that would stop a deployment, in one list; values of template parameters, `null` for an image that is pushed first. */
  readonly preflight: (values: Readonly<Record<string, string | null>>) => Promise<readonly Problem[]>;
  readonly images: ImageSteps;
  readonly secrets: SecretSteps;
  readonly rollouts: RolloutSteps;
  /** Asks the public addresses for their health; problems of those that don't answer. */
  readonly smoke: (signal: AbortSignal) => Promise<readonly Problem[]>;
  readonly record: RecordSteps;
}

/** Digests of the images that the app makes itself, by template parameter (`ProxyImageDigest`). */
export interface ImageSteps {
  /** What is known without building anything; `null`: it has to be built or pushed first. */
  readonly known: () => Promise<Readonly<Record<string, string | null>>>;
  /** Builds and pushes what is missing, and tells all digests; called when the repositories are there. */
  readonly push: (signal: AbortSignal) => Promise<Readonly<Record<string, string>>>;
}

/** First values of secrets that somebody has to set. */
interface SecretSteps {
  /** Those that have none, as far as the given values leave them open. */
  readonly lacking: (given: readonly GivenSecret[]) => Promise<readonly ValuelessSecret[]>;
  /** Sets those of the given ones that have none; called when their stack is there. Gives their names. */
  readonly fill: (given: readonly GivenSecret[]) => Promise<readonly string[]>;
}

export interface RolloutSteps {
  /** Reads how services are before anything is touched. */
  readonly before: (pinned: readonly PinnedService[]) => Promise<readonly AskedService[]>;
  /** Reports rollouts until each has ended, then says what is true. */
  readonly watch: (asked: readonly AskedService[], until: WatchEnd) => Promise<readonly RolloutVerdict[]>;
}

/** When a watch ends that services don't end themselves. */
interface WatchEnd {
  /** By the ports' clock. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** Whether CloudFormation may still begin or take back deployments of these services. */
  readonly isReleasing: () => boolean;
}

export interface RecordSteps {
  /** Claims the release, or carries on with one of the same description that was interrupted. Called before the first change. */
  readonly begin: (plan: DeployPlan) => Promise<ReleaseRecorder>;
  /** The release of the same description that was interrupted; `null`: none was. */
  readonly interrupted: () => Promise<ReleaseRecorder | null>;
}

/** The ledger's entry of this deployment. */
export interface ReleaseRecorder {
  readonly note: (says: string) => Promise<void>;
  readonly end: (outcome: Outcome, known: ReleasedFacts) => Promise<void>;
}

export interface ReleasedFacts {
  /** By template parameter. */
  readonly digests: Readonly<Record<string, string>>;
  readonly verdicts: readonly RolloutVerdict[];
}

import type { Problem } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { GivenSecret } from "../secrets/given-secret.js";
import type { DeployTarget } from "../target/deploy-target.js";

/** What is to be deployed, and what is settled of it already. */
export interface PreflightRequest {
  readonly target: DeployTarget;
  /** Values of template parameters: `HostedZoneId` if it was stated, and the digest of each image; `null`: it is pushed first. */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** Names of the images that this deployment brings from elsewhere. */
  readonly outsideImages: readonly string[];
  /** Whether an alarm that rolls releases back and rings already is lived with: how else would one deploy what mends it? */
  readonly despiteAlarms: boolean;
  /** Values that this deployment brings for secrets that have none; `isAsked`: whether a person is asked for the others. */
  readonly secrets: { readonly given: readonly GivenSecret[]; readonly isAsked: boolean };
}

/** All that the rules read with. None of it changes anything. */
export interface PreflightPorts extends Pick<
  DeployPorts,
  "account" | "alarms" | "certificates" | "clock" | "existing" | "hostedZones" | "metrics" | "network" | "quotas"
> {
  readonly registry: Pick<DeployPorts["registry"], "byDigest" | "platforms" | "youngest">;
  readonly secretStore: Pick<DeployPorts["secretStore"], "describe" | "read">;
  readonly services: Pick<DeployPorts["services"], "describe">;
  readonly stacks: Pick<DeployPorts["stacks"], "describe" | "drift" | "resources" | "template">;
}

/** `unknown`: it could not be read, most often for want of a permission; that alone refuses nothing. */
export type PreflightSeverity = "error" | "warning" | "unknown";

/** Something that stands, or may stand, in the way of a deployment. */
export interface PreflightFinding extends Problem {
  readonly severity: PreflightSeverity;
  /** Id of the {@link PreflightRule}. */
  readonly rule: string;
}

/** What a rule found, before it is known by whom. */
export type Observation = Problem & { readonly severity: "error" | "warning" | "unknown" };

/** One thing that is made sure of before anything is touched. */
export interface PreflightRule {
  /** Kebab-case, stable. */
  readonly id: string;
  /** What holds where it finds nothing; finishes the sentence "Fairlead makes sure that …". */
  readonly says: string;
  /** Whether nothing can be deployed where it can't be read. */
  readonly isEssential: boolean;
  /** Empty: all is well, or the rule has nothing to do with this app. */
  run(request: PreflightRequest, ports: PreflightPorts): Promise<readonly Observation[]>;
}

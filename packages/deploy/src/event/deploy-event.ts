import type { Outcome } from "../outcome/outcome.js";
import type { RolloutSnapshot } from "../rollout/rollout-snapshot.js";

/** The steps of a deployment, in order. A verb reports those that it takes. */
export type DeployStep =
  | "preflight"
  | "plan"
  | "approve"
  | "secrets"
  | "images"
  | "stacks"
  | "release"
  | "services"
  | "smoke"
  | "record"
  | "rollback";

/** What a verb tells while it works; one line of `--json`, with `time` (ISO, UTC) added by whoever prints it. */
export type DeployEvent =
  | {
      readonly type: "step";
      readonly step: DeployStep;
      readonly state: "begun" | "done" | "failed" | "skipped";
      readonly says: string;
    }
  /** One stack, as CloudFormation has it. `status`: CloudFormation's, or `WAITING` before it is asked. */
  | {
      readonly type: "stack";
      readonly stack: string;
      readonly status: string;
      readonly resourcesDone: number;
      readonly resourcesTotal: number | null;
    }
  /** One resource of a stack moved. */
  | {
      readonly type: "resource";
      readonly stack: string;
      readonly logicalId: string;
      readonly resourceType: string;
      readonly status: string;
      readonly reason: string | null;
    }
  | {
      readonly type: "image";
      readonly image: string;
      readonly state: "building" | "pushing" | "present" | "pushed";
      readonly digest: string | null;
    }
  | { readonly type: "rollout"; readonly snapshot: RolloutSnapshot }
  /** A line of a container's log, of a release job or of a task that failed. */
  | { readonly type: "log"; readonly from: string; readonly task: string; readonly line: string }
  | { readonly type: "warning"; readonly says: string }
  | { readonly type: "outcome"; readonly outcome: Outcome };

export type Report = (event: DeployEvent) => void;

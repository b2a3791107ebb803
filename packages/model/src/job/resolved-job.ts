import type { ResolvedContainer } from "../service/resolved-container.js";

/** A task that runs to its end. */
export interface ResolvedJob extends ResolvedContainer {
  readonly name: string;
  readonly trigger: ResolvedTrigger;
  /** The run is failed and stopped after this long. */
  readonly timeoutSeconds: number;
}

export type ResolvedTrigger =
  /** Runs before the services named here start a new revision; its failure stops the release. */
  | { readonly kind: "release"; readonly gates: readonly string[] }
  /** Asks the new revisions of the services named here before they get traffic; its failure rolls the release back. */
  | { readonly kind: "smoke"; readonly tests: readonly string[] }
  /** An EventBridge Scheduler expression: `cron(…)` or `rate(…)`. */
  | { readonly kind: "schedule"; readonly expression: string; readonly timezone: string }
  | { readonly kind: "on-demand" }
  /** Fairlead's own: makes the extensions of a database before any release job runs. */
  | { readonly kind: "preparation"; readonly database: string };

import type { Problem } from "@fairlead/errors";

/**
 * How a deployment ended, as a script must be able to tell it apart. Read off the services after they settled, never off the return of
 * an API call: a rollback that CloudFormation or ECS made by itself is a failure, however green the last state is.
 */
export type Outcome =
  /** The revision that was asked for is the one that serves. */
  | { readonly kind: "done" }
  /** The environment already was as asked, and healthy. */
  | { readonly kind: "unchanged" }
  /** Nothing was touched. */
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  /** Nothing was touched: a person must agree first, and nobody could be asked. */
  | { readonly kind: "needs-approval"; readonly problems: readonly Problem[] }
  /** The new version failed; the old one serves, at its count, on healthy targets. */
  | { readonly kind: "rolled-back"; readonly problems: readonly Problem[] }
  /** The new version failed, and what serves now is not known to be healthy. */
  | { readonly kind: "unhealthy"; readonly problems: readonly Problem[] }
  /** Still going on in AWS when the time was up. */
  | { readonly kind: "timed-out"; readonly problems: readonly Problem[] }
  /** Ctrl-C or SIGTERM. `left-running`: AWS carries on; `rolled-back`: it was taken back, and the old version serves. */
  | { readonly kind: "cancelled"; readonly left: "left-running" | "rolled-back" };

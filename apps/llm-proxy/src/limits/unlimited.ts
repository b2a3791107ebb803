import type { LimitDecision } from "./limiter.js";

/** For tokens without any limit: nothing to count, nothing to give back. */
export const UNLIMITED: LimitDecision = {
  kind: "admitted",
  reservation: { settle: () => undefined, release: () => undefined },
  state: null,
};

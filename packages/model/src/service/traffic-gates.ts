import type { ResolvedRollout } from "./resolved-service.js";

/** The job that asks a new revision before it gets traffic; `null`: none. */
export const smokeJobOf = (rollout: ResolvedRollout): string | null =>
  rollout.strategy === "rolling" ? null : rollout.smokeJob;

/** How long a person has time to agree to a new revision; `null`: nobody is asked. */
export const approvalMinutesOf = (rollout: ResolvedRollout): number | null =>
  rollout.strategy === "rolling" ? null : rollout.approvalMinutes;

/** Whether somebody looks at a new revision before it gets traffic, and so needs a way to it. */
export const isTested = (rollout: ResolvedRollout): boolean =>
  smokeJobOf(rollout) !== null || approvalMinutesOf(rollout) !== null;

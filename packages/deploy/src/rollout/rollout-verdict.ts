import type { Problem } from "@fairlead/errors";

/** What is true of one service after it settled. */
export interface RolloutVerdict {
  readonly service: string;
  /**
   * `serving`: the asked revision is the primary one, at its desired count, on healthy targets, at the wanted digests. `unchanged`: that,
   * and it was so before. `rolled-back`: the earlier revision serves and is healthy. `unhealthy`: neither. `unsettled`: the time was up.
   */
  readonly verdict: "serving" | "unchanged" | "rolled-back" | "unhealthy" | "unsettled";
  /** ARN of the task definition that serves; `null`: none. */
  readonly taskDefinition: string | null;
  readonly problems: readonly Problem[];
}

import type { Problem } from "@fairlead/errors";

/** A problem of one service's rollout. */
export const rolloutProblem = (service: string, problem: Pick<Problem, "code" | "message" | "fix">): Problem => ({
  path: `services.${service}`,
  ...problem,
});

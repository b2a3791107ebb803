import { z } from "zod";

/** What a rule of a schema says when it doesn't hold. */
export interface RuleProblem {
  /** A stable word in PascalCase. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const carriedSchema = z.object({ code: z.string(), message: z.string(), fix: z.string() });

/** Makes a zod check out of a predicate; the problem travels in the issue to {@link ruleProblemOf}. */
export const rule =
  <Value>(holds: (value: Value) => boolean, explain: (value: Value) => RuleProblem) =>
  (payload: z.core.ParsePayload<Value>): void => {
    if (holds(payload.value)) return;
    const problem = explain(payload.value);
    payload.issues.push({
      code: "custom",
      input: payload.value,
      message: problem.message,
      params: { problem },
      continue: true,
    });
  };

/** Takes the problem out of an issue that {@link rule} made. */
export function ruleProblemOf(params: unknown): RuleProblem | null {
  const parsed = z.object({ problem: carriedSchema }).safeParse(params);
  return parsed.success ? parsed.data.problem : null;
}

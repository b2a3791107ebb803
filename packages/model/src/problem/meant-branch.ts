import type { z } from "zod";
import { isPart } from "../part/part.js";
import { issuesOfValues } from "./issues-of-values.js";
import { ruleProblemOf } from "./rule.js";

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: "invalid_union" }>;

/** Tells whether a branch of a union was not meant at all: the value is of another type or another word. */
export const failsAtTheRoot = (issue: Issue): boolean =>
  issue.path.length === 0 &&
  (issue.code === "invalid_type" ||
    issue.code === "invalid_value" ||
    issue.code === "invalid_union" ||
    (issue.code === "custom" && ruleProblemOf(issue.params) === null));

/** Keys that are too many or too few say that another object was meant. */
const strangeKeys = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => {
    if (issue.code === "unrecognized_keys") return sum + issue.keys.length;
    return issue.code === "invalid_type" && issue.input === undefined ? sum + 1 : sum;
  }, 0);

/**
 * The issues of the branch that was meant: its outer shape fits, and its keys fit best; `null` when no shape fits. A part of
 * the app is never meant as options, though it is an object too.
 */
export function meantBranch({ errors, input }: UnionIssue): readonly Issue[] | null {
  if (isPart(input)) return null;
  const fitting = errors.filter((branch) => branch.length > 0 && !branch.some(failsAtTheRoot));
  const best = fitting.toSorted((left, right) => strangeKeys(left) - strangeKeys(right) || left.length - right.length);
  return best[0] === undefined ? null : issuesOfValues(input, best[0]);
}

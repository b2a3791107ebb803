import type { z } from "zod";
import { isPart } from "../part/part.js";
import { recordOf } from "./record-of.js";

type Issue = z.core.$ZodIssue;

/** The place at or above an issue where a part of the app stands in place of options; `null` when there is none. */
function partAbove(value: unknown, issue: Issue): { path: PropertyKey[]; part: unknown } | null {
  // An issue about a part as a whole says itself what should be there.
  const length = issue.code === "unrecognized_keys" ? issue.path.length : issue.path.length - 1;
  for (let depth = 0; depth <= length; depth += 1) {
    const path = issue.path.slice(0, depth);
    const found = path.reduce<unknown>((inner, key) => recordOf(inner)[String(key)], value);
    if (isPart(found)) return { path, part: found };
  }
  return null;
}

/**
 * zod takes a part of the app, which is an object too, for options and complains about its insides. What the reader must hear
 * is that the part as a whole doesn't belong there: one issue takes the place of all those inside it.
 */
export function issuesOfValues(value: unknown, issues: readonly Issue[]): Issue[] {
  const replaced = issues.map((issue): Issue => {
    const above = partAbove(value, issue);
    if (above === null) return issue;
    return { code: "invalid_type", expected: "object", path: above.path, input: above.part, message: "" };
  });
  const places = replaced.map((issue) => `${issue.code} ${issue.path.map(String).join(" ")}`);
  return replaced.filter((issue, index) => !isPart(issue.input) || places.indexOf(places[index] ?? "") === index);
}

import type { Problem } from "@fairlead/errors";
import type { z } from "zod";
import { issuesOfValues } from "../problem/issues-of-values.js";
import { meantBranch } from "../problem/meant-branch.js";
import { nearestName } from "../problem/nearest-name.js";
import { knownKeysOf } from "../problem/options-object.js";
import { recordOf } from "../problem/record-of.js";
import { translateIssues } from "../problem/translate-issues.js";
import { isPart } from "./part.js";

/** Options as far as they could be read. */
export interface ReadOptions<Options> {
  /** `null`: nothing could be made of them. */
  readonly options: Options | null;
  /** First words of the options that were left out because they are wrong, and what they were meant to be where they are misspelt. */
  readonly broken: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

type Path = readonly PropertyKey[];

/**
 * Parses options that stand at `base`. What is wrong is reported and left out, so that the rest can be looked at too and all
 * problems show up at once.
 */
export function readOptions<Options>(schema: z.ZodType<Options>, raw: unknown, base: string): ReadOptions<Options> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return { options: parsed.data, broken: new Set(), problems: [] };
  const issues = issuesOfValues(raw, parsed.error.issues);
  return {
    options: readSoundOptions(schema, raw, issues),
    broken: new Set(
      [
        ...issues.flatMap(pathsOf).flatMap(([first]) => first ?? []),
        ...issues.flatMap((issue) => meantBy(raw, issue)),
      ].map(String),
    ),
    problems: translateIssues(base, issues),
  };
}

/** Leaves out what is wrong, then what is nothing without it, until the rest is sound; `null` when nothing is left. */
function readSoundOptions<Options>(
  schema: z.ZodType<Options>,
  raw: unknown,
  issues: readonly z.core.$ZodIssue[],
): Options | null {
  const wrong = issues.flatMap(pathsOf).map((path) => (isStated(raw, path) ? path : path.slice(0, -1)));
  if (wrong.some((path) => path.length === 0 || !isStated(raw, path))) return null;
  const rest = wrong.reduce<unknown>(omit, raw);
  const parsed = schema.safeParse(rest, { reportInput: true });
  return parsed.success ? parsed.data : readSoundOptions(schema, rest, issuesOfValues(rest, parsed.error.issues));
}

/** Where the wrong values of an issue are, as deep as can be told. */
function pathsOf(issue: z.core.$ZodIssue): Path[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...issue.path, key]);
  if (issue.code !== "invalid_union") return [issue.path];
  return (meantBranch(issue)?.flatMap(pathsOf) ?? [[]]).map((path) => [...issue.path, ...path]);
}

/** The options that misspelt ones were meant to be: what follows from their absence follows from the slip. */
function meantBy(raw: unknown, issue: z.core.$ZodIssue): string[] {
  if (issue.code !== "unrecognized_keys" || issue.path.length > 0) return [];
  const known = knownKeysOf(issue.message);
  return issue.keys.flatMap((key) => nearestName(key, known) ?? []).filter((name) => !isStated(raw, [name]));
}

/** Tells whether there is a key at the end of a path, whatever its value. */
function isStated(value: unknown, path: Path): boolean {
  const [first, ...rest] = path.map(String);
  if (first === undefined) return true;
  if (isPart(value)) return false;
  const record = recordOf(value);
  return Object.hasOwn(record, first) && isStated(record[first], rest);
}

/** Leaves out the value at a path, or the whole list that it is in. */
function omit(value: unknown, path: Path): unknown {
  const [first, ...rest] = path.map(String);
  if (first === undefined || typeof value !== "object" || value === null || isPart(value)) return value;
  const record = recordOf(value);
  const inner = record[first];
  const others = Object.entries(record).filter(([key]) => key !== first);
  const isLast = rest.length === 0 || typeof inner !== "object" || inner === null || Array.isArray(inner);
  return Object.fromEntries(isLast ? others : [...others, [first, omit(inner, rest)]]);
}

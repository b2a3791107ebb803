import type { Problem } from "@fairlead/errors";
import type { z } from "zod";
import { translateIssues } from "../problem/translate-issues.js";
import { isPart } from "./part.js";

/** Options as far as they could be read. */
export interface ReadOptions<Options> {
  /** `null`: nothing could be made of them. */
  readonly options: Options | null;
  /** First words of the options that were left out because they are wrong. */
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
  const { issues } = parsed.error;
  const paths: Path[] = issues.flatMap((issue): Path[] =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  // First each wrong value alone is left out; where a whole is nothing without it, the whole is.
  const attempts = [paths, paths.map((path) => path.slice(0, 1))];
  const rest = attempts
    .map((wrong) => schema.safeParse(wrong.reduce<unknown>(omit, raw)))
    .find((attempt) => attempt.success);
  return {
    options: rest?.data ?? null,
    broken: new Set(paths.flatMap(([first]) => (first === undefined ? [] : [String(first)]))),
    problems: translateIssues(base, issues),
  };
}

/** Leaves out the value at a path, or the whole list that it is in. */
function omit(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== "object" || value === null || isPart(value)) return value;
  const entries = Object.entries(value);
  const inner: unknown = entries.find(([key]) => key === first)?.[1];
  const isLast = rest.length === 0 || typeof inner !== "object" || inner === null || Array.isArray(inner);
  return Object.fromEntries<unknown>(
    entries.flatMap(([key, entry]): [string, unknown][] => {
      if (key !== first) return [[key, entry]];
      return isLast ? [] : [[key, omit(entry, rest)]];
    }),
  );
}

import { isDeepStrictEqual } from "node:util";

export interface ValueDifference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

// A list of named things is compared by name, so that one more in the middle is one difference.
const NAME_KEYS = ["name", "Name", "Key", "Id", "Sid", "ContainerName"];

function byName(items: readonly unknown[]): Fields | null {
  for (const key of NAME_KEYS) {
    const names = items.map((item) => (isFields(item) && typeof item[key] === "string" ? item[key] : null));
    if (names.length > 0 && !names.includes(null) && new Set(names).size === names.length) {
      return Object.fromEntries(items.map((item, index) => [names[index] ?? "", item]));
    }
  }
  return null;
}

/** An intrinsic function is one value to the reader. */
const isIntrinsic = (value: Fields): boolean => {
  const [key, ...others] = Object.keys(value);
  return key !== undefined && others.length === 0 && (key === "Ref" || key.startsWith("Fn::"));
};

/** A text that holds an object as JSON, as a dashboard's body does. */
function fieldsInText(text: string): Fields | null {
  if (!text.startsWith("{")) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isFields(parsed) ? parsed : null;
  } catch {
    // It only looks like one.
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  if (Array.isArray(value)) return byName(value);
  if (typeof value === "string") return fieldsInText(value);
  return isFields(value) && !isIntrinsic(value) ? value : null;
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** What was in a list and is not any more, and what came to it; a list of nameless things has no better places. */
function listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): readonly ValueDifference[] {
  const [old, next] = [before, after].map((list) => new Map(list.map((item) => [JSON.stringify(item), item])));
  if (old === undefined || next === undefined) return [];
  return [
    ...[...old].filter(([text]) => !next.has(text)).map(([, item]) => ({ path: `${path}[]`, before: item })),
    ...[...next].filter(([text]) => !old.has(text)).map(([, item]) => ({ path: `${path}[]`, after: item })),
  ];
}

const whole = (before: unknown, after: unknown, path: string): ValueDifference => ({
  path,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

function partDifferences(before: unknown, after: unknown, path: string): readonly ValueDifference[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  if (old !== null && next !== null && typeof before === typeof after) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
    return keys.flatMap((key) => valueDifferences(old[key], next[key], join(path, key)));
  }
  return Array.isArray(before) && Array.isArray(after) ? listDifferences(before, after, path) : [];
}

/** The leaves in which two plain values differ, each with its path; equal values give none. */
export function valueDifferences(before: unknown, after: unknown, path = ""): readonly ValueDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const found = partDifferences(before, after, path);
  // Same things in another order: for CloudFormation that is a difference, too.
  return found.length > 0 ? found : [whole(before, after, path)];
}

import { isPart } from "./part.js";

/**
 * Tells whether two parts of one name were described alike. Parts inside are compared by kind and name: their own options are
 * compared where they are met.
 */
export function sameOptions(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (isPart(left) || isPart(right)) return samePart(left, right);
  return Array.isArray(left) === Array.isArray(right) && sameEntries(stated(left), new Map(stated(right)));
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const samePart = (left: object, right: object): boolean =>
  isPart(left) && isPart(right) && left.kind === right.kind && left.name === right.name;

const sameEntries = (left: readonly [string, unknown][], right: ReadonlyMap<string, unknown>): boolean =>
  left.length === right.size && left.every(([key, value]) => right.has(key) && sameOptions(value, right.get(key)));

const stated = (options: object): [string, unknown][] =>
  Object.entries(options).filter(([, value]) => value !== undefined);

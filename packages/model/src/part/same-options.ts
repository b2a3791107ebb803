import { isPart } from "./part.js";

/**
 * Tells whether two parts of one name were described alike. Parts inside are compared by kind and name: their own options are
 * compared where they are met.
 */
export function sameOptions(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (isPart(left) || isPart(right)) {
    return isPart(left) && isPart(right) && left.kind === right.kind && left.name === right.name;
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = stated(left);
  const rightEntries = new Map(stated(right));
  return (
    leftEntries.length === rightEntries.size &&
    leftEntries.every(([key, value]) => rightEntries.has(key) && sameOptions(value, rightEntries.get(key)))
  );
}

const stated = (options: object): [string, unknown][] =>
  Object.entries(options).filter(([, value]) => value !== undefined);

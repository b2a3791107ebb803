import { isPart } from "../part/part.js";

/** Says what sort of value something is. Text is never shown: it may be a secret that stands in the wrong place. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isPart(value)) return `the ${value.kind} "${value.name}"`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value === "" ? "an empty text" : "a text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

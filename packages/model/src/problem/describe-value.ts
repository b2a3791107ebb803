import { isPart } from "../part/part.js";

/** Says what sort of value something is. Text is never shown: it may be a secret that stands in the wrong place. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isPart(value)) return `the ${value.kind} "${value.name}"`;
  const type = typeof value;
  switch (type) {
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "string":
      return value === "" ? "an empty text" : "a text";
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "object":
      return "an object";
    case "undefined":
      return "nothing";
  }
}

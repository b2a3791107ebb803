import { Fault } from "@fairlead/errors";

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonRecord;

export interface JsonRecord {
  readonly [key: string]: JsonValue;
}

export const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !isList(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** An empty record for what is none. */
export const recordOf = (value: JsonValue | undefined): JsonRecord => (isRecord(value) ? value : {});

/** An empty list for what is none. */
export const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

/** Text as CloudFormation takes it: numbers and booleans are written out; the empty string for all else. */
export function textOf(value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** `null` for what is no number and doesn't read as one. */
export function numberOf(value: JsonValue | undefined): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

export const isTrue = (value: JsonValue | undefined): boolean => value === true || value === "true";

/** Throws a `SyntaxError` as `JSON.parse` does. */
export const parseJson = (text: string): JsonValue => fromUnknown(JSON.parse(text));

/** A value that came from elsewhere, as JSON would carry it; what is undefined is left out. */
function fromUnknown(value: unknown): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map((item: unknown) => fromUnknown(item));
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, fromUnknown(item)]));
  }
  throw new Fault("NotJson", `A value of type ${typeof value} is not JSON.`);
}

/** Whether two values say the same, whatever the order of their keys. */
export function sameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (isRecord(left) && isRecord(right)) {
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => sameJson(left[key], right[key]));
  }
  return left === right;
}

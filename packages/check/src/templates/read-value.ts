import { isRecord } from "./is-record.js";

/** A property's text; `undefined` when it is absent or an intrinsic function. */
export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A property's number, also where a template writes it as text; `undefined` when it is absent or an intrinsic function. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** A property's items; a single value counts as a list of one, as IAM has it. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The items of a list property that are objects. */
export const recordsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  listOf(value).filter(isRecord);

/** A property that is an object; empty when it is absent. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** Whether a property is set to true, also where a template writes it as text. */
export const isTrue = (value: unknown): boolean => value === true || value === "true";

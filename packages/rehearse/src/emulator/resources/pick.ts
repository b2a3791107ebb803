import type { JsonRecord } from "../../json/json-value.js";

/** Those of the properties that are there. */
export const pick = (properties: JsonRecord, names: readonly string[]): JsonRecord =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = properties[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** All of them but these. */
export const omit = (properties: JsonRecord, names: readonly string[]): JsonRecord =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

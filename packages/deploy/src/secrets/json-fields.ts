import { z } from "zod";
import { SecretText } from "./secret-text.js";

const fieldsSchema = z.record(z.string(), z.unknown());

/** The fields of a secret that holds a JSON object; `null`: it holds something else. */
export function jsonFields(value: SecretText): ReadonlyMap<string, unknown> | null {
  try {
    const parsed = fieldsSchema.safeParse(JSON.parse(value.reveal()));
    return parsed.success ? new Map(Object.entries(parsed.data)) : null;
  } catch {
    // The error would quote what can't be parsed.
    return null;
  }
}

export const jsonOfFields = (fields: ReadonlyMap<string, unknown>): SecretText =>
  new SecretText(JSON.stringify(Object.fromEntries(fields)));

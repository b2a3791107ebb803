import { expectPresent } from "@fairlead/errors";
import type { GivenSecret } from "./given-secret.js";
import { jsonFields, jsonOfFields } from "./json-fields.js";
import type { SecretText } from "./secret-text.js";

/** All that a secret holds once the given values are put into what it held; `null`: nothing yet. */
export function mergedValue(held: SecretText | null, given: readonly GivenSecret[]): SecretText {
  const whole = given.findLast(({ key }) => key === null)?.value ?? null;
  const fields = given.filter(({ key }) => key !== null);
  if (fields.length === 0) return expectPresent(whole, "A given value");
  const base = new Map((whole ?? held) === null ? [] : jsonFields(expectPresent(whole ?? held, "A value")));
  const next = new Map(base);
  for (const { key, value } of fields) next.set(expectPresent(key, "A field"), value.reveal());
  const same = held !== null && [...next].every(([key, value]) => base.get(key) === value) && next.size === base.size;
  // What is the same stays as it was written, spaces and all.
  return same && whole === null ? held : jsonOfFields(next);
}

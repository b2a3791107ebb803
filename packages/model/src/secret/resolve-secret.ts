import type { Described } from "../app/described-app.js";
import type { SecretOptions } from "./secret.js";
import type { ResolvedSecret, ResolvedSecretValue } from "./resolved-secret.js";

/** 48 letters and digits are 285 bits: more than any key that they could be turned into. */
const DEFAULT_TOKEN_LENGTH = 48;

/** Fills the gaps of a secret. */
export const resolveSecret = ({ name, options }: Described<"secret">): ResolvedSecret => ({
  name,
  value: resolveValue(options),
});

function resolveValue(options: SecretOptions): ResolvedSecretValue {
  if ("value" in options) return { kind: "operator", keys: [...(options.keys ?? [])] };
  switch (options.generate) {
    case "token":
      return { kind: "generated-token", length: options.length ?? DEFAULT_TOKEN_LENGTH };
    case "key-256":
      return { kind: "generated-key-256" };
  }
}

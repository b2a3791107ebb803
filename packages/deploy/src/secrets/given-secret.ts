import type { SecretText } from "./secret-text.js";

/** A value that someone gives. */
export interface GivenSecret {
  /** As the description names it. */
  readonly secret: string;
  /** One field of a secret that holds JSON; `null`: the whole value. */
  readonly key: string | null;
  readonly value: SecretText;
}

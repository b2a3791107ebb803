import type { SecretText } from "./secret-text.js";

/** Secrets by their full names, e.g. `llm-proxy/prod/openai-api-key` (Secrets Manager). */
export interface SecretStore {
  /** In no order; those that don't exist are left out. */
  describe(names: readonly string[]): Promise<readonly StoredSecret[]>;
  /** What the secret holds now; `null`: nothing yet. */
  read(name: string): Promise<SecretText | null>;
  /** Makes a version that holds from now on; the one before is kept beside it. Gives its id. */
  write(name: string, value: SecretText): Promise<string>;
  /** Makes an earlier version the one that holds again. */
  makeCurrent(name: string, version: string): Promise<void>;
  /** Makes a value by chance, as Secrets Manager does. */
  generate(recipe: GeneratedValue): Promise<SecretText>;
  /** Starts the rotation that the secret has; it goes on by itself. */
  startRotation(name: string): Promise<void>;
}

export interface StoredSecret {
  readonly name: string;
  /** Id of the version that holds; `null`: it has no value yet. */
  readonly version: string | null;
  /** Milliseconds since 1970 of its last change; `null`: never. */
  readonly changedAtMs: number | null;
  /** Whether it is rotated by a function. */
  readonly rotates: boolean;
}

export type GeneratedValue =
  | { readonly kind: "letters-and-digits"; readonly length: number }
  | { readonly kind: "hexadecimal"; readonly length: number };

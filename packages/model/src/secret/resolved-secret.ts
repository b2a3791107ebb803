export interface ResolvedSecret {
  readonly name: string;
  readonly value: ResolvedSecretValue;
}

export type ResolvedSecretValue =
  /** Letters and digits, made by Secrets Manager when the secret is created. */
  | { readonly kind: "generated-token"; readonly length: number }
  /** 256 bits as 64 hexadecimal digits. */
  | { readonly kind: "generated-key-256" }
  /** Set by the operator after the first deployment and in no template; `keys` are the JSON fields it must have, if any. */
  | { readonly kind: "operator"; readonly keys: readonly string[] };

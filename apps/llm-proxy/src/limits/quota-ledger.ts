/**
 * Remembers in the database what tokens have used over their life, because Redis may lose it. The limiter writes every
 * few seconds and reads when Redis doesn't know a token. What a complete loss of Redis forgets is therefore what was
 * used since the last write, at most one interval's worth.
 */
export interface QuotaLedger {
  /** @returns `null`: nothing was ever written. */
  read(tokenId: string): Promise<QuotaUse | null>;
  /** Replaces a row only when its version is lower: several tasks write, and the latest knowledge must win. */
  write(uses: readonly (QuotaUse & { readonly tokenId: string })[]): Promise<void>;
}

/** What a token has used over its life. */
export interface QuotaUse {
  readonly requests: number;
  /** Input and output together; reservations of requests that are under way are included. */
  readonly tokens: number;
  /** Grows with every change. */
  readonly version: number;
}

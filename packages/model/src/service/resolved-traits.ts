/** What the description says of an app's own behaviour; `null` wherever it says nothing. */
export interface ResolvedTraits {
  /** Hosts that it answers to; `null`: any. */
  readonly hosts: readonly string[] | null;
  /** Paths that need no key; `null`: none does. */
  readonly keyExcept: readonly string[] | null;
  /** Paths on which callers are not limited; `null`: they are nowhere. */
  readonly rateLimitExcept: readonly string[] | null;
  /** Proxies before it whose word on the client's address it takes; `null`: not known. */
  readonly trustedProxies: number | null;
  /** Paths that it answers; `null`: unknown. */
  readonly paths: readonly string[] | null;
  /** What its health check asks in its turn. */
  readonly healthAsks: readonly string[];
  /** After how long the app itself cuts an answer; `null`: unknown. */
  readonly cutsAfterSeconds: number | null;
  /** After how long it closes a connection that nobody asks on; `null`: unknown. */
  readonly keepAliveSeconds: number | null;
  /** What each task keeps to itself although others would need it. */
  readonly keeps: string | null;
  /** Connections that one task opens to a database at most. */
  readonly databaseConnections: number | null;
  /** Requests that one task works on at once. */
  readonly concurrency: number | null;
  /** How long the app waits for its work after SIGTERM before it ends by itself. */
  readonly exitsAfterSeconds: number | null;
}

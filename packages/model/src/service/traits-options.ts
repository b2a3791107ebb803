/** What an app turns away by itself, before it looks at what is asked. */
export interface GuardsOptions {
  /**
   * Hosts that it answers to. A load balancer's health check carries the task's own address as its host
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html, 2026-11).
   * Default any.
   */
  readonly hosts?: readonly string[] | undefined;
  /** It wants a key on every path but these, e.g. `["/api/health*"]`. Default it wants none. */
  readonly keyExcept?: readonly string[] | undefined;
  /** It limits callers on every path but these; `*` stands for any characters. Default it limits none. */
  readonly rateLimitExcept?: readonly string[] | undefined;
  /**
   * How many proxies before it the app believes what they say of who is asking (`X-Forwarded-For`), e.g. Express's `trust proxy`.
   * The load balancer is one, CloudFront another. Default unknown.
   */
  readonly trustedProxies?: number | undefined;
}

/** What only you know of your app's own behaviour; Fairlead holds it against what AWS is going to do to it. */
export interface TraitsOptions {
  /** What it turns away by itself; health checks have to get past it. */
  readonly guards?: GuardsOptions | undefined;
  /**
   * Paths that it answers, `*` for any characters, e.g. `["/dashboard*", "/auth/*"]`: every route and the health check must lead to one of
   * them. Default unknown.
   */
  readonly paths?: readonly string[] | undefined;
  /** What its health check asks in its turn before it answers, e.g. `["the database", "the cache"]`. Default nothing. */
  readonly healthAsks?: readonly string[] | undefined;
  /** Duration after which the app itself cuts an answer, e.g. the write timeout of its server. Default unknown. */
  readonly cutsAfter?: string | undefined;
  /** Duration after which it closes a connection that nobody asks on, e.g. `"5s"`, which is Node.js's own. Default unknown. */
  readonly keepAlive?: string | undefined;
  /** What each task keeps to itself, in memory or on its disk, although others would need it: a few words. Default nothing. */
  readonly keeps?: string | undefined;
  /** Connections that one task opens to a database at most: its pool. Default unknown, so nothing is said about it. */
  readonly databaseConnections?: number | undefined;
  /** Requests that one task works on at once, e.g. 1 for a single worker that blocks. Default unknown. */
  readonly concurrency?: number | undefined;
  /** How long the app itself waits for its work after SIGTERM before it ends. Default unknown. */
  readonly exitsAfter?: string | undefined;
}

/** Where Redis is. The URL holds a password and is never shown. */
export interface RedisSettings {
  /** `redis://` or `rediss://` (TLS, as ElastiCache wants it with AUTH), `[user]:password@host:port/database`. */
  readonly url: string;
  /** PEM of an authority beside those that Node.js trusts; `null`: Amazon's own are among these. */
  readonly certificateAuthority: string | null;
}

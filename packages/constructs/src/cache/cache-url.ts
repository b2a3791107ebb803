/** What a cache URL is put together from. Parts may be CDK tokens and dynamic references. */
export interface CacheUrlParts {
  /** Letters and digits: nothing to escape. */
  readonly token: string;
  readonly host: string;
  readonly port: number;
}

/** `rediss://:<token>@<host>:<port>`; the second s is TLS, and AUTH by token has no user name. */
export const cacheUrl = ({ token, host, port }: CacheUrlParts): string => `rediss://:${token}@${host}:${port}`;

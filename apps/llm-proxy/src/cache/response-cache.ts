import type { IncomingHttpHeaders } from "node:http";

/** A cache with HTTP's semantics (RFC 9111), apart for each project and provider. */
export interface ResponseCache {
  /** Only asked where the request may be answered from a cache at all. A Redis that is away is a miss. */
  find(request: CacheableRequest): Promise<CachedResponse | null>;
  /** Whether a response to this request would be kept, so that its bytes are worth collecting. */
  mayStore(request: CacheableRequest, status: number, headers: Readonly<Record<string, string>>): boolean;
  /** Keeps a response that is complete and successful; never waits, never throws. */
  store(request: CacheableRequest, response: Omit<CachedResponse, "ageSeconds">): void;
  purge(filter: {
    readonly projectId: string | null;
    readonly method: string | null;
    readonly urlPrefix: string | null;
  }): Promise<number>;
}

export interface CacheableRequest {
  readonly projectId: string;
  /** Identity of the provider chain that would answer. */
  readonly provider: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly isStream: boolean;
}

export interface CachedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Byte for byte, streams too. */
  readonly body: Buffer;
  readonly ageSeconds: number;
}

import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { CacheableRequest, CachedResponse, ResponseCache } from "../cache/response-cache.js";

/** What the cache did for a call, as `X-PROXY-CACHE` names it. */
export type CacheResult = "hit" | "conditional-hit" | "miss" | "stored" | "bypass";

/** Whether the cache is asked at all: reads always, other methods when the caller states how (`cache-control`), streams by set-up. */
export function mayAskCache(request: IncomingMessage, isStream: boolean, cachesStreams: boolean): boolean {
  const control = request.headers["cache-control"];
  if (control !== undefined && /no-store/i.test(control)) return false;
  if (isStream && !cachesStreams) return false;
  return request.method === "GET" || control !== undefined;
}

/** RFC 9211's `Cache-Status` and sofatutor/llm-proxy's header; keys are not shown. */
export function pushCacheHeaders(headers: string[], result: CacheResult, cached: CachedResponse | null): void {
  headers.push("cache-status", cacheStatus(result, cached), "x-proxy-cache", result);
  if (cached !== null) headers.push("age", String(Math.floor(cached.ageSeconds)));
}

function cacheStatus(result: CacheResult, cached: CachedResponse | null): string {
  switch (result) {
    case "hit":
    case "conditional-hit":
      return `llm-proxy; hit${ttlOf(cached)}`;
    case "miss":
      return "llm-proxy; fwd=miss";
    case "stored":
      return "llm-proxy; fwd=miss; stored";
    case "bypass":
      return "llm-proxy; fwd=bypass";
  }
}

/** Only what the response itself says; nothing is made up. */
function ttlOf(cached: CachedResponse | null): string {
  const seconds = /(?:s-maxage|max-age)=(\d+)/.exec(cached?.headers["cache-control"] ?? "")?.[1];
  return cached === null || seconds === undefined ? "" : `; ttl=${Number(seconds) - Math.floor(cached.ageSeconds)}`;
}

/** Collects an answer for the cache while it is handed on. */
export class CacheCopy {
  readonly #cache: ResponseCache;
  readonly #request: CacheableRequest;
  readonly #answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(
    cache: ResponseCache,
    request: CacheableRequest,
    answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
    maxBytes: number,
  ) {
    this.#cache = cache;
    this.#request = request;
    this.#answer = answer;
    this.#maxBytes = maxBytes;
  }

  add(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes <= this.#maxBytes) this.#chunks.push(bytes);
    else this.#chunks = [];
  }

  /** Only for an answer that came to its end. */
  store(): void {
    if (this.#bytes <= this.#maxBytes)
      this.#cache.store(this.#request, { ...this.#answer, body: Buffer.concat(this.#chunks) });
  }
}

/** What of an answer's head a cache may keep. */
export function singleValues(headers: IncomingHttpHeaders): Record<string, string> {
  const single: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string" && !NOT_CACHED.has(name)) single[name] = value;
  }
  return single;
}

/** Of one connection or one call; what is cached serves others. */
const NOT_CACHED: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "x-request-id",
  "request-id",
  "server",
  "alt-svc",
  "cf-ray",
  "openai-organization",
  "openai-project",
]);

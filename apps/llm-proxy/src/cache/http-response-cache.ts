import { decodeEntry, encodeEntry, type ResponseHead } from "./cache-entry.js";
import { baseKey, normalizedUrl, variantKey } from "./cache-key.js";
import {
  keptHeaders,
  mayUse,
  policyFor,
  policyRequest,
  readPolicy,
  ttlMs,
  varyNames,
  wantsFresh,
} from "./cache-rules.js";
import type { CacheSettings } from "./cache-settings.js";
import type { CacheStore, PurgeFilter } from "./cache-store.js";
import { isComplete } from "./complete-body.js";
import type { CacheableRequest, CachedResponse, ResponseCache } from "./response-cache.js";

export interface ResponseCachePorts {
  readonly store: CacheStore;
  readonly settings: CacheSettings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** HTTP's rules (RFC 9111) over a store, apart for each project and provider chain. */
export class HttpResponseCache implements ResponseCache {
  readonly #ports: ResponseCachePorts;

  constructor(ports: ResponseCachePorts) {
    this.#ports = ports;
  }

  async find(request: CacheableRequest): Promise<CachedResponse | null> {
    if (!mayUse(request, this.#ports.settings) || wantsFresh(request)) return null;
    const base = baseKey(request);
    const found = await this.#read(base);
    const entry = found?.kind === "variants" ? await this.#read(variantKey(base, request, found.names)) : found;
    return entry?.kind === "response" ? this.#answer(request, entry.head, entry.body) : null;
  }

  mayStore(request: CacheableRequest, status: number, headers: Readonly<Record<string, string>>): boolean {
    return this.#plan(request, status, headers) !== null;
  }

  store(request: CacheableRequest, response: Omit<CachedResponse, "ageSeconds">): void {
    const { status, headers, body } = response;
    const plan = this.#plan(request, status, headers);
    if (plan === null || body.length > this.#ports.settings.maxObjectBytes) return;
    if (!isComplete(body, keptHeaders(headers), request.isStream)) return;
    const base = baseKey(request);
    const names = varyNames(plan.head.headers);
    const place = {
      ttlMs: plan.ttlMs,
      projectId: request.projectId,
      method: request.method,
      url: normalizedUrl(request.url),
    };
    if (names.length > 0) {
      this.#ports.store.set({ ...place, key: base, value: encodeEntry({ kind: "variants", names }) });
    }
    const key = names.length > 0 ? variantKey(base, request, names) : base;
    this.#ports.store.set({ ...place, key, value: encodeEntry({ kind: "response", head: plan.head, body }) });
  }

  purge(filter: PurgeFilter): Promise<number> {
    return this.#ports.store.purge(filter);
  }

  /** @returns `null`: not to be kept. */
  #plan(
    request: CacheableRequest,
    status: number,
    headers: Readonly<Record<string, string>>,
  ): { readonly head: ResponseHead; readonly ttlMs: number } | null {
    const { settings, now } = this.#ports;
    if (!mayUse(request, settings)) return null;
    const kept = keptHeaders(headers);
    if (Number(kept["content-length"] ?? 0) > settings.maxObjectBytes) return null;
    const policy = policyFor(request, { status, headers: kept }, { settings, now });
    const keepMs = ttlMs(request, { status, headers: kept }, { policy, settings });
    return keepMs > 0 ? { head: { status, headers: kept, policy: policy.toObject() }, ttlMs: keepMs } : null;
  }

  async #read(key: string): Promise<ReturnType<typeof decodeEntry>> {
    const bytes = await this.#ports.store.get(key);
    return bytes === null ? null : decodeEntry(bytes);
  }

  #answer(request: CacheableRequest, head: ResponseHead, body: Buffer): CachedResponse | null {
    const policy = readPolicy(head.policy, this.#ports.now);
    if (!policy.satisfiesWithoutRevalidation(policyRequest(request, varyNames(head.headers)))) return null;
    const ageSeconds = Math.floor(policy.age());
    if (!isUnchanged(request, head)) return { status: head.status, headers: head.headers, body, ageSeconds };
    const headers = Object.fromEntries(Object.entries(head.headers).filter(([name]) => name !== "content-length"));
    return { status: 304, headers, body: Buffer.alloc(0), ageSeconds };
  }
}

/** RFC 9110, 13.1.2: the caller has this very response already. */
function isUnchanged(request: CacheableRequest, head: ResponseHead): boolean {
  const known = request.headers["if-none-match"];
  const etag = head.headers["etag"];
  if (request.method !== "GET" || head.status !== 200 || known === undefined || etag === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//u, "");
  return known.trim() === "*" || known.split(",").some((tag) => opaque(tag) === opaque(etag));
}

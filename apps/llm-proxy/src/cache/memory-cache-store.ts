import { LRUCache } from "lru-cache";
import type { CacheStore, PurgeFilter, StoredEntry } from "./cache-store.js";

/** For the demo and for one task; the least recently used go when the bytes are used up. */
export class MemoryCacheStore implements CacheStore {
  readonly #entries: LRUCache<string, StoredEntry>;

  constructor(maxBytes: number) {
    this.#entries = new LRUCache<string, StoredEntry>({
      maxSize: maxBytes,
      sizeCalculation: ({ key, value, url }) => key.length + value.length + url.length,
    });
  }

  get(key: string): Promise<Buffer | null> {
    return Promise.resolve(this.#entries.get(key)?.value ?? null);
  }

  set(entry: StoredEntry): void {
    this.#entries.set(entry.key, entry, { ttl: Math.max(1, Math.ceil(entry.ttlMs)) });
  }

  purge(filter: PurgeFilter): Promise<number> {
    let count = 0;
    for (const [key, entry] of [...this.#entries.entries()]) {
      if (matches(filter, entry)) count += this.#entries.delete(key) ? 1 : 0;
    }
    return Promise.resolve(count);
  }
}

const matches = ({ projectId, method, urlPrefix }: PurgeFilter, entry: StoredEntry): boolean =>
  (projectId === null || entry.projectId === projectId) &&
  (method === null || entry.method === method) &&
  (urlPrefix === null || entry.url.startsWith(urlPrefix));

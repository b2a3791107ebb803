/** Where the cache keeps its bytes. Being away is a miss, never an error. */
export interface CacheStore {
  get(key: string): Promise<Buffer | null>;
  /** In the background; may be left out when the store is away or busy. */
  set(entry: StoredEntry): void;
  /** @returns how many entries went. */
  purge(filter: PurgeFilter): Promise<number>;
}

export interface StoredEntry {
  readonly key: string;
  readonly value: Buffer;
  readonly ttlMs: number;
  readonly projectId: string;
  readonly method: string;
  readonly url: string;
}

/** `null`: any. */
export interface PurgeFilter {
  readonly projectId: string | null;
  readonly method: string | null;
  readonly urlPrefix: string | null;
}

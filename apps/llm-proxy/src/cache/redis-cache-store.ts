import type { Redis } from "ioredis";
import type { CircuitBreaker } from "../redis/circuit-breaker.js";
import type { CacheStore, PurgeFilter, StoredEntry } from "./cache-store.js";

const KEY = "llm-proxy:cache:";
const INDEX = "llm-proxy:cache-index:";
const PROJECTS = "llm-proxy:cache-projects";
/** What may be on its way to Redis at once; beyond it a response isn't kept, so that a slow Redis can't fill the memory. */
const MAX_UNDER_WAY_BYTES = 16 * 1024 * 1024;
const PURGE_BATCH = 500;

export interface RedisCacheStorePorts {
  /** A request connection of its own: a large entry must not delay the limits. */
  readonly redis: Redis;
  /** A bulk connection. */
  readonly bulk: Redis;
  readonly breaker: CircuitBreaker;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Shared by all tasks. Beside each project's entries lies an index of method, URL and key, by time of expiry, for purging. */
export class RedisCacheStore implements CacheStore {
  readonly #ports: RedisCacheStorePorts;
  #underWayBytes = 0;
  #skipped = 0;

  constructor(ports: RedisCacheStorePorts) {
    this.#ports = ports;
  }

  /** Responses that weren't kept because Redis was away or slow. */
  get skipped(): number {
    return this.#skipped;
  }

  async get(key: string): Promise<Buffer | null> {
    const { redis, breaker } = this.#ports;
    if (!breaker.allows()) return null;
    try {
      const value = await redis.getBuffer(KEY + key);
      breaker.succeeded();
      return value;
    } catch {
      breaker.failed();
      return null;
    }
  }

  set(entry: StoredEntry): void {
    const bytes = entry.value.length;
    if (this.#ports.bulk.status !== "ready" || this.#underWayBytes + bytes > MAX_UNDER_WAY_BYTES) {
      this.#skipped += 1;
      return;
    }
    this.#underWayBytes += bytes;
    void this.#write(entry).finally(() => {
      this.#underWayBytes -= bytes;
    });
  }

  /** @throws what Redis answers: who purges must know that it didn't work. */
  async purge(filter: PurgeFilter): Promise<number> {
    const projects =
      filter.projectId === null ? await this.#ports.bulk.zrange(PROJECTS, "0", "-1") : [filter.projectId];
    let count = 0;
    for (const projectId of projects) count += await this.#purgeProject(projectId, filter);
    return count;
  }

  async #write({ key, value, ttlMs, projectId, method, url }: StoredEntry): Promise<void> {
    const nowMs = this.#ports.now();
    const keepMs = Math.max(1, Math.ceil(ttlMs));
    const index = INDEX + projectId;
    // The index comes first: an entry that isn't in it could not be purged.
    const results = await this.#ports.bulk
      .multi()
      .zadd(index, nowMs + keepMs, `${method} ${key} ${url}`)
      .zremrangebyscore(index, "-inf", nowMs)
      .zadd(PROJECTS, "GT", nowMs + keepMs, projectId)
      .zremrangebyscore(PROJECTS, "-inf", nowMs)
      .set(KEY + key, value, "PX", keepMs)
      .exec()
      .catch(() => null);
    if (results === null || results.some(([error]) => error !== null)) this.#skipped += 1;
  }

  async #purgeProject(projectId: string, { method, urlPrefix }: PurgeFilter): Promise<number> {
    const { bulk } = this.#ports;
    const members = await bulk.zrange(INDEX + projectId, "0", "-1");
    const chosen = members.filter((member) => {
      const [ofMethod = "", , ...url] = member.split(" ");
      return (method === null || ofMethod === method) && (urlPrefix === null || url.join(" ").startsWith(urlPrefix));
    });
    let count = 0;
    for (let start = 0; start < chosen.length; start += PURGE_BATCH) {
      const batch = chosen.slice(start, start + PURGE_BATCH);
      count += await bulk.unlink(batch.map((member) => KEY + (member.split(" ")[1] ?? "")));
      await bulk.zrem(INDEX + projectId, batch);
    }
    return count;
  }
}

import { LRUCache } from "lru-cache";
import { dependencyUnavailable } from "../errors/gateway-error.js";
import { StateError } from "../errors/state-error.js";
import type { Grant, GrantSource } from "./grant.js";
import type { Invalidation, Invalidations } from "./invalidations.js";

export interface GrantCacheSettings {
  /** How long a grant is used without asking the database again. */
  readonly freshMs: number;
  /** How long it is used while the database can't be asked. */
  readonly staleMs: number;
  /** How long "no such token" is believed. */
  readonly unknownMs: number;
  /** How long a request waits for the database at most. */
  readonly lookupTimeoutMs: number;
  /** How long nobody asks after the database has failed. */
  readonly retryAfterMs: number;
  readonly maxGrants: number;
  readonly maxUnknown: number;
  /** Tokens that may be looked up at the same time; further ones are told to come back. */
  readonly maxLookups: number;
}

export const GRANT_CACHE_DEFAULTS = {
  /** Bounds how long a revocation stays unnoticed when Redis is away too; 1 query in 10 s a token is nothing. */
  freshMs: 10_000,
  /** Outlasts a failover and a restore of the database. Nothing can be revoked in a database that is down. */
  staleMs: 3_600_000,
  /** A token that was just made is used at once; a caller that tries the same wrong one again is cheap. */
  unknownMs: 5_000,
  /** A healthy lookup takes some 1 ms; a caller waits no longer than this for an unhealthy one. */
  lookupTimeoutMs: 1_500,
  retryAfterMs: 1_000,
  /** About 1 KB each. */
  maxGrants: 20_000,
  maxUnknown: 10_000,
  /** The pool has 10 connections: what queues behind them is answered faster by 503. */
  maxLookups: 500,
} as const satisfies GrantCacheSettings;

export interface GrantCachePorts {
  /** The one query. @param tokenHash SHA-256 of the token, base64url. */
  readonly load: (tokenHash: string) => Promise<Grant | null>;
  readonly invalidations: Invalidations;
  /** Milliseconds, never going back: `performance.now()`. */
  readonly monotonicMs: () => number;
}

interface Kept {
  readonly grant: Grant;
  /** By `monotonicMs`. */
  readonly loadedAtMs: number;
  /** A change may have been missed: the database is to be asked before it is used again. */
  readonly mustAsk: boolean;
}

/** One running query, which everybody shares who asks for the same token. */
interface Lookup {
  readonly result: Promise<Grant | null>;
  /** Set when something changed meanwhile, so that what it brings may be old already. */
  isOutdated: boolean;
}

/**
 * Grants in memory: no request that bears a token in use waits for SQL. A grant is renewed in the background before it
 * gets old; while the database is away it goes on being used, and only tokens that nobody knows get 503.
 */
export class GrantCache implements GrantSource {
  readonly #ports: GrantCachePorts;
  readonly #settings: GrantCacheSettings;
  readonly #grants: LRUCache<string, Kept>;
  /** Apart from the grants, or a flood of invented tokens would push out those that are in use. */
  readonly #unknown: LRUCache<string, number>;
  readonly #lookups = new Map<string, Lookup>();
  /** Since the last lookup failed. Then one request in a while tries, and nobody else waits. */
  #isDown = false;
  #nextTryMs = Number.NEGATIVE_INFINITY;

  constructor(ports: GrantCachePorts, settings: GrantCacheSettings = GRANT_CACHE_DEFAULTS) {
    this.#ports = ports;
    this.#settings = settings;
    this.#grants = new LRUCache({ max: settings.maxGrants });
    this.#unknown = new LRUCache({ max: settings.maxUnknown });
    ports.invalidations.subscribe((invalidation) => {
      this.#invalidate(invalidation);
    });
  }

  /** Whether it could serve somebody without the database. */
  get isWarm(): boolean {
    return this.#grants.size > 0;
  }

  find(tokenHash: string): Promise<Grant | null> | Grant | null {
    const nowMs = this.#ports.monotonicMs();
    const kept = this.#grants.get(tokenHash);
    if (kept === undefined) {
      const unknownSinceMs = this.#unknown.get(tokenHash);
      if (unknownSinceMs !== undefined && nowMs - unknownSinceMs < this.#settings.unknownMs) return null;
      return this.#ask(tokenHash, nowMs);
    }
    const ageMs = nowMs - kept.loadedAtMs;
    if (ageMs < this.#settings.freshMs && !kept.mustAsk) {
      // Somebody who comes regularly never waits: it is renewed when three quarters of its time are over.
      if (ageMs >= this.#settings.freshMs * 0.75) this.#renew(tokenHash, nowMs);
      return kept.grant;
    }
    if (!this.#isDown) return this.#askOrKeep(tokenHash, kept, nowMs);
    this.#renew(tokenHash, nowMs);
    if (ageMs < this.#settings.staleMs) return kept.grant;
    return Promise.reject(dependencyUnavailable("database"));
  }

  #renew(tokenHash: string, nowMs: number): void {
    if (this.#lookups.has(tokenHash) || this.#mayNotAsk(nowMs)) return;
    this.#lookUp(tokenHash, nowMs).catch(() => undefined);
  }

  async #askOrKeep(tokenHash: string, kept: Kept, nowMs: number): Promise<Grant | null> {
    try {
      return await this.#ask(tokenHash, nowMs);
    } catch (error) {
      const isYoungEnough = nowMs - kept.loadedAtMs < this.#settings.staleMs;
      // What was dropped meanwhile was revoked: it must not come back from here.
      if (isYoungEnough && this.#grants.peek(tokenHash)?.grant === kept.grant) return kept.grant;
      throw error;
    }
  }

  #ask(tokenHash: string, nowMs: number): Promise<Grant | null> {
    const running = this.#lookups.get(tokenHash);
    if (running !== undefined) return running.result;
    return this.#mayNotAsk(nowMs) ? Promise.reject(dependencyUnavailable("database")) : this.#lookUp(tokenHash, nowMs);
  }

  #mayNotAsk(nowMs: number): boolean {
    return (this.#isDown && nowMs < this.#nextTryMs) || this.#lookups.size >= this.#settings.maxLookups;
  }

  #lookUp(tokenHash: string, nowMs: number): Promise<Grant | null> {
    this.#nextTryMs = nowMs + this.#settings.retryAfterMs;
    const lookup: Lookup = { result: this.#load(tokenHash), isOutdated: false };
    this.#lookups.set(tokenHash, lookup);
    const done = (): void => {
      if (this.#lookups.get(tokenHash) === lookup) this.#lookups.delete(tokenHash);
    };
    void lookup.result.then((grant) => {
      done();
      if (!lookup.isOutdated) this.#keep(tokenHash, grant);
    }, done);
    return lookup.result;
  }

  async #load(tokenHash: string): Promise<Grant | null> {
    try {
      const grant = await withinMs(this.#ports.load(tokenHash), this.#settings.lookupTimeoutMs);
      this.#isDown = false;
      return grant;
    } catch (error) {
      // One row that can't be read tells nothing of the database's health.
      if (!(error instanceof StateError)) {
        this.#isDown = true;
        this.#nextTryMs = this.#ports.monotonicMs() + this.#settings.retryAfterMs;
      }
      throw dependencyUnavailable("database", error);
    }
  }

  #keep(tokenHash: string, grant: Grant | null): void {
    const loadedAtMs = this.#ports.monotonicMs();
    if (grant === null) {
      this.#grants.delete(tokenHash);
      this.#unknown.set(tokenHash, loadedAtMs);
    } else {
      this.#unknown.delete(tokenHash);
      this.#grants.set(tokenHash, { grant, loadedAtMs, mustAsk: false });
    }
  }

  #invalidate(invalidation: Invalidation): void {
    for (const lookup of this.#lookups.values()) lookup.isOutdated = true;
    // Whoever comes after the change must not share a query that began before it.
    this.#lookups.clear();
    // Rare, and some 1 ms for a full cache: cheaper than an index that every renewal would have to keep.
    for (const [tokenHash, kept] of [...this.#grants.entries()]) {
      switch (invalidation.kind) {
        case "all":
          this.#grants.set(tokenHash, { ...kept, mustAsk: true });
          break;
        case "token":
          if (kept.grant.tokenId === invalidation.tokenId) this.#grants.delete(tokenHash);
          break;
        case "project":
          if (kept.grant.projectId === invalidation.projectId) this.#grants.delete(tokenHash);
          break;
      }
    }
  }
}

async function withinMs<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DOMException(`No answer within ${timeoutMs} ms.`, "TimeoutError"));
  }, timeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

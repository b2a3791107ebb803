import { describe, expect, it } from "vitest";
import { StateError } from "../errors/state-error.js";
import { GRANT_CACHE_DEFAULTS, GrantCache, type GrantCacheSettings } from "./grant-cache.js";
import { NO_LIMITS, OPEN_POLICY } from "./grant-schema.js";
import type { Grant } from "./grant.js";
import { LocalInvalidations } from "./invalidations.js";

const grantOf = (tokenId: string, projectId = "p"): Grant => ({
  tokenId,
  projectId,
  projectName: "project",
  expiresAtMs: null,
  isActive: true,
  projectIsActive: true,
  limits: NO_LIMITS,
  policy: OPEN_POLICY,
  providerKeys: [],
});

/** A database of two tokens whose answers the test decides, and a clock that it turns. */
function bench(settings: Partial<GrantCacheSettings> = {}) {
  const state = { nowMs: 0, asked: 0, answer: (hash: string): Promise<Grant | null> => Promise.resolve(known(hash)) };
  const known = (hash: string): Grant | null => (hash === "unknown" ? null : grantOf(hash));
  const invalidations = new LocalInvalidations();
  const cache = new GrantCache(
    {
      load: (hash) => {
        state.asked++;
        return state.answer(hash);
      },
      invalidations,
      monotonicMs: () => state.nowMs,
    },
    { ...GRANT_CACHE_DEFAULTS, ...settings },
  );
  const stop = () => {
    state.answer = () => Promise.reject(new TypeError("connection refused"));
  };
  const start = () => {
    state.answer = (hash) => Promise.resolve(known(hash));
  };
  return { state, cache, invalidations, stop, start };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const unavailable: unknown = expect.objectContaining({ status: 503, code: "dependency_unavailable" });

describe("grant cache", () => {
  it("asks once, and answers from memory at once while the grant is fresh", async () => {
    const { cache, state } = bench();
    expect(cache.isWarm).toBe(false);
    expect(await cache.find("a")).toEqual(grantOf("a"));
    expect(cache.find("a")).toEqual(grantOf("a"));
    expect(cache.isWarm).toBe(true);
    expect(state.asked).toBe(1);
  });

  it("shares one query among all who ask for the same token at the same time", async () => {
    const { cache, state } = bench();
    await Promise.all(Array.from({ length: 50 }, async () => cache.find("a")));
    expect(state.asked).toBe(1);
  });

  it("renews a grant in the background before it gets old, so that nobody waits", async () => {
    const { cache, state } = bench();
    await cache.find("a");
    state.nowMs = 8_000;
    expect(cache.find("a")).toEqual(grantOf("a"));
    await settled();
    expect(state.asked).toBe(2);
    state.nowMs = 15_000;
    expect(cache.find("a")).toEqual(grantOf("a"));
    expect(state.asked).toBe(2);
  });

  it("asks before it uses an old grant again, and believes the database that it is gone", async () => {
    const { cache, state } = bench();
    await cache.find("a");
    state.answer = () => Promise.resolve(null);
    state.nowMs = 10_000;
    expect(await cache.find("a")).toBeNull();
    expect(cache.find("a")).toBeNull();
  });

  it("believes for a while that a token is unknown, and then asks again", async () => {
    const { cache, state } = bench();
    expect(await cache.find("unknown")).toBeNull();
    expect(cache.find("unknown")).toBeNull();
    state.nowMs = 5_000;
    await cache.find("unknown");
    expect(state.asked).toBe(2);
  });

  it("keeps its grants through a flood of invented tokens", async () => {
    const { cache, state } = bench({ maxGrants: 2, maxUnknown: 2 });
    await cache.find("a");
    state.answer = () => Promise.resolve(null);
    for (let index = 0; index < 50; index++) await cache.find(`invented ${String(index)}`);
    expect(cache.find("a")).toEqual(grantOf("a"));
  });

  it("goes on serving known tokens while the database is away, at once, and answers 503 for unknown ones", async () => {
    const { cache, state, stop, start } = bench();
    await cache.find("a");
    stop();
    state.nowMs = 20_000;
    expect(await cache.find("a")).toEqual(grantOf("a"));
    expect(cache.find("a")).toEqual(grantOf("a"));
    await expect(cache.find("b")).rejects.toEqual(unavailable);
    expect(state.asked).toBe(2);
    start();
    state.nowMs = 22_000;
    expect(await cache.find("b")).toEqual(grantOf("b"));
    expect(await cache.find("a")).toEqual(grantOf("a"));
  });

  it("lets one request in a while try a database that hangs; no other one waits", async () => {
    const { cache, state } = bench({ lookupTimeoutMs: 5 });
    await cache.find("a");
    state.answer = () => new Promise(() => undefined);
    state.nowMs = 20_000;
    expect(await cache.find("a")).toEqual(grantOf("a"));
    await expect(cache.find("b")).rejects.toEqual(unavailable);
    state.nowMs = 22_000;
    expect(cache.find("a")).toEqual(grantOf("a"));
    await expect(cache.find("b")).rejects.toEqual(unavailable);
    expect(state.asked).toBe(3);
  });

  it("stops serving a grant that nobody could renew for too long", async () => {
    const { cache, state, stop } = bench();
    await cache.find("a");
    stop();
    state.nowMs = 3_600_000;
    await expect(cache.find("a")).rejects.toEqual(unavailable);
    await expect(cache.find("a")).rejects.toEqual(unavailable);
  });

  it("takes one row that can't be read for what it is, and not for a database that is down", async () => {
    const { cache, state, start } = bench();
    state.answer = () => Promise.reject(new StateError("UnexpectedRow", { message: "Broken.", fix: "Mend it." }));
    await expect(cache.find("a")).rejects.toEqual(unavailable);
    start();
    expect(await cache.find("b")).toEqual(grantOf("b"));
  });

  it("drops a token when it is told that it changed, and others of the project stay", async () => {
    const { cache, state, invalidations } = bench();
    await cache.find("a");
    await cache.find("b");
    await invalidations.publish({ kind: "token", tokenId: "a" });
    state.answer = (hash) => Promise.resolve({ ...grantOf(hash), isActive: false });
    expect(await cache.find("a")).toMatchObject({ isActive: false });
    expect(cache.find("b")).toMatchObject({ isActive: true });
    await invalidations.publish({ kind: "project", projectId: "p" });
    expect(await cache.find("b")).toMatchObject({ isActive: false });
  });

  it("answers 503 for a revoked token while the database is away: it must not come back from memory", async () => {
    const { cache, state, invalidations, stop } = bench();
    await cache.find("a");
    stop();
    state.nowMs = 20_000;
    const asking = cache.find("a");
    await invalidations.publish({ kind: "token", tokenId: "a" });
    await expect(asking).rejects.toEqual(unavailable);
    await expect(cache.find("a")).rejects.toEqual(unavailable);
  });

  it("asks for everything anew after messages may have been lost, but serves from memory if it can't", async () => {
    const { cache, state, invalidations, stop } = bench();
    await cache.find("a");
    await invalidations.publish({ kind: "all" });
    await cache.find("a");
    expect(state.asked).toBe(2);
    await invalidations.publish({ kind: "all" });
    stop();
    expect(await cache.find("a")).toEqual(grantOf("a"));
  });

  it("does not keep what a query brings that began before a change", async () => {
    const { cache, state, invalidations } = bench();
    const { promise, resolve } = Promise.withResolvers<Grant>();
    state.answer = () => promise;
    const before = cache.find("a");
    await invalidations.publish({ kind: "token", tokenId: "a" });
    state.answer = (hash) => Promise.resolve({ ...grantOf(hash), isActive: false });
    const after = cache.find("a");
    resolve(grantOf("a"));
    expect(await before).toMatchObject({ isActive: true });
    expect(await after).toMatchObject({ isActive: false });
    expect(cache.find("a")).toMatchObject({ isActive: false });
  });

  it("asks for a bounded number of tokens at a time", async () => {
    const { cache, state } = bench({ maxLookups: 1 });
    state.answer = () => new Promise(() => undefined);
    void Promise.resolve(cache.find("a")).catch(() => undefined);
    await expect(cache.find("b")).rejects.toEqual(unavailable);
    expect(state.asked).toBe(1);
  });
});

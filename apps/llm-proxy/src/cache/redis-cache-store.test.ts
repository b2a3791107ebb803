import fc from "fast-check";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CircuitBreaker } from "../redis/circuit-breaker.js";
import { startTestRedis, type TestRedis } from "../testing/redis.js";
import { RedisCacheStore } from "./redis-cache-store.js";

let server: TestRedis;
let bulk: Redis;
let store: RedisCacheStore;
let nowMs = 1_000;

beforeAll(async () => {
  server = await startTestRedis();
  const redis = await server.open("request");
  bulk = await server.open("bulk");
  const breaker = new CircuitBreaker(() => performance.now(), { openMs: 50 });
  store = new RedisCacheStore({ redis, bulk, breaker, now: () => nowMs });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const entry = { ttlMs: 60_000, projectId: "p1", method: "GET", url: "/v1/models" };

async function untilKept(key: string): Promise<Buffer | null> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const value = await store.get(key);
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}

it("gives back the bytes that it was given", async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), async (bytes) => {
      const key = `bytes-${(number += 1)}`;
      store.set({ ...entry, key, value: Buffer.from(bytes) });
      expect(await untilKept(key)).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 30 },
  );
});

it("purges by project, method and URL, and forgets in its index what has expired", async () => {
  await store.purge({ projectId: null, method: null, urlPrefix: null });
  const value = Buffer.from("x");
  store.set({ ...entry, key: "a", value });
  store.set({ ...entry, key: "b", value, url: "/v1/files" });
  store.set({ ...entry, key: "c", value, projectId: "p2" });
  store.set({ ...entry, key: "d", value, method: "POST" });
  await untilKept("d");
  expect(await store.purge({ projectId: "p1", method: "GET", urlPrefix: "/v1/m" })).toBe(1);
  expect([await store.get("a"), await store.get("b")]).toEqual([null, value]);
  nowMs += 61_000;
  store.set({ ...entry, key: "e", value });
  await untilKept("e");
  expect(await bulk.zcard("llm-proxy:cache-index:p1")).toBe(1);
});

it("misses in bounded time while Redis hangs or is away, and works again afterwards", async () => {
  const value = Buffer.from("x");
  store.set({ ...entry, key: "kept", value });
  await untilKept("kept");
  server.freeze();
  for (let attempt = 0; attempt < 20; attempt += 1) expect(await store.get("kept")).toBeNull();
  server.thaw();
  expect(await untilKept("kept")).toEqual(value);
  await server.stop();
  const skipped = store.skipped;
  expect(await store.get("kept")).toBeNull();
  store.set({ ...entry, key: "lost", value });
  expect(store.skipped).toBe(skipped + 1);
  await server.start();
});

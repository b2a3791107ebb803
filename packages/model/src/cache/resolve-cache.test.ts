import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type CacheOptions, image, redis, service, valkey } from "../index.js";

const rootsWith = (cache: ReturnType<typeof valkey | typeof redis>) => ({
  services: [service("a", { image: image("app"), env: { CACHE_URL: cache.url } })],
});

describe("a cache", () => {
  it("has every gap filled when nothing is stated", () => {
    expect(resolveRoots(rootsWith(valkey("cache"))).caches).toEqual([
      {
        name: "cache",
        engine: "valkey",
        version: "8.1",
        nodeType: "cache.t4g.small",
        replicas: 0,
        port: 6379,
        snapshotRetentionDays: 1,
        evictionPolicy: "volatile-lru",
        holdsMib: null,
      },
    ]);
    expect(resolveRoots(rootsWith(redis("cache"))).caches[0]).toMatchObject({ engine: "redis", version: "7.1" });
  });

  it("keeps what is stated", () => {
    const options = {
      version: "7.2",
      nodeType: "cache.r7g.large",
      replicas: 2,
      snapshotDays: 0,
      evictionPolicy: "allkeys-lfu",
      holdsMib: 512,
    } as const satisfies CacheOptions;
    expect(resolveRoots(rootsWith(valkey("cache", options))).caches[0]).toMatchObject({
      version: "7.2",
      nodeType: "cache.r7g.large",
      replicas: 2,
      snapshotRetentionDays: 0,
      evictionPolicy: "allkeys-lfu",
      holdsMib: 512,
    });
  });

  it("is refused as a Redis that ElastiCache doesn't have", () => {
    expect(problemCodes(rootsWith(redis("cache", { version: "7.1" })))).toEqual([]);
    expect(problemCodes(rootsWith(redis("cache", { version: "8.0" })))).toEqual([
      "caches.cache.version: UnknownEngineVersion",
    ]);
  });

  it.each([
    [{ version: "8" }, "version: UnknownEngineVersion"],
    [{ nodeType: "t4g.small" }, "nodeType: InvalidNodeType"],
    [{ replicas: 6 }, "replicas: OutOfRange"],
    [{ snapshotDays: 36 }, "snapshotDays: OutOfRange"],
    [{ evictionPolicy: "lru" }, "evictionPolicy: UnknownValue"],
    [{ holdsMib: 0 }, "holdsMib: OutOfRange"],
    [{ nodes: 2 }, "nodes: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(valkey("cache", miswritten({}, wrong))))).toEqual([`caches.cache.${expected}`]);
  });
});

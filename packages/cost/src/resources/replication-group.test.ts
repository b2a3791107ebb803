import { describe, expect, it } from "vitest";
import { anEstimate, type Resources } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const cache = (Engine: string, CacheNodeType: string): Resources => ({
  It: { Type: "AWS::ElastiCache::ReplicationGroup", Properties: { Engine, CacheNodeType, NumCacheClusters: 1 } },
});

describe("the cost of a cache", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A cache of nodes", {
      "Valkey, cache.t4g.micro": {
        resources: {
          It: {
            Type: "AWS::ElastiCache::ReplicationGroup",
            Properties: { Engine: "valkey", CacheNodeType: "cache.t4g.micro", NumCacheClusters: 1 },
          },
        },
        only: "It",
      },
      "Redis OSS, cache.t4g.micro": {
        resources: {
          It: {
            Type: "AWS::ElastiCache::ReplicationGroup",
            Properties: { Engine: "redis", CacheNodeType: "cache.t4g.micro", NumCacheClusters: 1 },
          },
        },
        only: "It",
      },
      "Valkey, two cache.r7g.large": {
        resources: {
          It: {
            Type: "AWS::ElastiCache::ReplicationGroup",
            Properties: { Engine: "valkey", CacheNodeType: "cache.r7g.large", NumCacheClusters: 2 },
          },
        },
        only: "It",
      },
      "Redis OSS, three shards with a replica each": {
        resources: {
          It: {
            Type: "AWS::ElastiCache::ReplicationGroup",
            Properties: {
              Engine: "redis",
              CacheNodeType: "cache.m6g.large",
              NumNodeGroups: 3,
              ReplicasPerNodeGroup: 1,
            },
          },
        },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/replication-group.txt");
  });

  it.each(["cache.t4g.micro", "cache.t4g.small", "cache.t4g.medium", "cache.t3.small", "cache.m6g.large"])(
    "costs a fifth less with Valkey than with Redis OSS, here on %s",
    (nodeType) => {
      const [valkey = 0, redis = 0] = ["valkey", "redis"].map(
        (engine) => anEstimate(cache(engine, nodeType)).usd.expected,
      );
      expect(valkey / redis).toBeCloseTo(0.8, 8);
    },
  );

  it("is a price worked out from that of Redis OSS where nobody has read Valkey's", () => {
    const [line] = anEstimate(cache("valkey", "cache.r7g.large")).lines;
    expect(line?.prices[0]?.confidence).toBe("medium");
    const [derived] = anEstimate(cache("valkey", "cache.m7g.large"), { region: "ap-south-1" }).lines;
    expect(derived?.usd).not.toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const cache = (Engine: string): Resources => ({
  It: { Type: "AWS::ElastiCache::ServerlessCache", Properties: { Engine } },
});

describe("the cost of a serverless cache", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A serverless cache", {
      Valkey: {
        resources: { It: { Type: "AWS::ElastiCache::ServerlessCache", Properties: { Engine: "valkey" } } },
        only: "It",
      },
      "Redis OSS": {
        resources: { It: { Type: "AWS::ElastiCache::ServerlessCache", Properties: { Engine: "redis" } } },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/serverless-cache.txt");
  });

  it("pays for a tenth of a GB of Valkey at least, and for a whole one of Redis OSS", () => {
    const least = (engine: string) => usdOf(anEstimate(cache(engine)), /GB hours/);
    expect(["valkey", "redis"].map(least)).toEqual(["6.13", "91.25"]);
  });
});

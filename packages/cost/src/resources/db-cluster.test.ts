import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const cluster = (properties: Readonly<Record<string, unknown>> = {}): Resources => ({
  Cluster: { Type: "AWS::RDS::DBCluster", Properties: { Engine: "aurora-postgresql", ...properties } },
});

describe("the cost of an Aurora cluster", () => {
  it("is as the table says", async () => {
    const table = goldenTable("An Aurora cluster, without its instances", {
      Standard: { resources: cluster() },
      "I/O-Optimized": { resources: cluster({ StorageType: "aurora-iopt1" }) },
      "with backups of 30 days": { resources: cluster({ BackupRetentionPeriod: 30 }) },
      MySQL: { resources: cluster({ Engine: "aurora-mysql" }) },
    });
    await expect(table).toMatchFileSnapshot("golden/db-cluster.txt");
  });

  it("pays for I/O only where its storage isn't optimised for it", () => {
    expect(usdOf(anEstimate(cluster()), /I\/O/)).toBe("0.30");
    expect(usdOf(anEstimate(cluster({ StorageType: "aurora-iopt1" })), /: I\/O/)).toBe("0.00");
  });

  it("has a day of backups free", () => {
    const backups = (days: number) => usdOf(anEstimate(cluster({ BackupRetentionPeriod: days })), /backups/);
    expect([1, 30].map(backups)).toEqual(["0.00", "0.13"]);
  });
});

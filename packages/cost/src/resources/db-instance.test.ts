import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

type Properties = Readonly<Record<string, unknown>>;

const aDatabase = (properties: Properties = {}): Resources => ({
  Database: {
    Type: "AWS::RDS::DBInstance",
    Properties: {
      Engine: "postgres",
      EngineVersion: "17.6",
      DBInstanceClass: "db.t4g.small",
      AllocatedStorage: "20",
      StorageType: "gp3",
      ...properties,
    },
  },
});

const inCluster = (instance: Properties, cluster: Properties = {}): Resources => ({
  Cluster: { Type: "AWS::RDS::DBCluster", Properties: { Engine: "aurora-postgresql", ...cluster } },
  Member: { Type: "AWS::RDS::DBInstance", Properties: { DBClusterIdentifier: { Ref: "Cluster" }, ...instance } },
});

const SERVERLESS = { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 } };
const PAUSING = { ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 4 } };
const ofTwoZones: Resources = {
  Service: {
    Type: "AWS::ECS::Service",
    Properties: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["a", "b"] } } },
  },
};

describe("the cost of a database instance", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A database instance", {
      "db.t4g.small, one zone": { resources: aDatabase() },
      "db.t4g.small, two zones": { resources: aDatabase({ MultiAZ: true }) },
      "db.t4g.large, two zones": { resources: aDatabase({ MultiAZ: true, DBInstanceClass: "db.t4g.large" }) },
      "db.r6g.xlarge, 500 GB and 15,000 IOPS": {
        resources: aDatabase({ DBInstanceClass: "db.r6g.xlarge", AllocatedStorage: "500", Iops: 15_000 }),
      },
      "full, with backups of 30 days": {
        resources: aDatabase({ BackupRetentionPeriod: 30 }),
        usage: { storedGb: 20 },
      },
      "PostgreSQL 12, two zones": { resources: aDatabase({ EngineVersion: "12.22", MultiAZ: true }) },
      "processors busy half of the time": { resources: aDatabase(), usage: { databaseCpu: 0.5 } },
      MySQL: { resources: aDatabase({ Engine: "mysql" }) },
      "Aurora, db.r6g.large": {
        resources: inCluster({ DBInstanceClass: "db.r6g.large" }),
        only: "Member",
      },
      "Aurora, db.r6g.large, I/O-Optimized": {
        resources: inCluster({ DBInstanceClass: "db.r6g.large" }, { StorageType: "aurora-iopt1" }),
        only: "Member",
      },
      "Aurora Serverless v2, 0.5 to 4 ACU": {
        resources: inCluster({ DBInstanceClass: "db.serverless" }, SERVERLESS),
        only: "Member",
      },
      "Aurora Serverless v2, 0 to 4 ACU": {
        resources: inCluster({ DBInstanceClass: "db.serverless" }, PAUSING),
        only: "Member",
      },
      "with tasks in two zones": { resources: { ...aDatabase(), ...ofTwoZones } },
    });
    await expect(table).toMatchFileSnapshot("golden/db-instance.txt");
  });

  it("takes the price of two zones from its own SKU, which isn't twice that of one", () => {
    expect(usdOf(anEstimate(aDatabase({ MultiAZ: true })), /hours of/)).toBe("47.45");
    expect(usdOf(anEstimate(aDatabase()), /hours of/)).toBe("23.36");
  });

  it("works the price of two zones out where nobody has read it, and says so", () => {
    const { lines } = anEstimate(aDatabase({ MultiAZ: true }), { region: "us-west-2" });
    const hours = lines.find(({ what }) => what.startsWith("hours"));
    expect(hours?.usd?.expected.toFixed(2)).toBe("46.72");
    expect(hours?.assumption).toBe("price worked out as twice that of Single-AZ");
    expect(hours?.prices.map(({ confidence, source }) => [confidence, source])).toEqual([
      ["low", "Derived: price worked out as twice that of Single-AZ"],
    ]);
  });

  it("doubles the storage of two zones", () => {
    const storage = (MultiAZ: boolean) => usdOf(anEstimate(aDatabase({ MultiAZ })), /of storage,/);
    expect([storage(false), storage(true)]).toEqual(["2.30", "4.60"]);
  });

  it("charges no backups up to the storage's size", () => {
    const backups = (days: number) =>
      usdOf(anEstimate(aDatabase({ BackupRetentionPeriod: days }), { storedGb: 20 }), /backups/);
    // A fiftieth of 20 GB a day, at 0.095 USD.
    expect([0, 10].map(backups)).toEqual(["0.00", "0.38"]);
    expect(usdOf(anEstimate(aDatabase({ BackupRetentionPeriod: 10 }), { storedGb: 10 }), /backups/)).toBe("0.00");
  });

  it("charges extended support by the vCPU of every machine, a standby's too, once standard support has ended", () => {
    const support = (properties: Properties) => usdOf(anEstimate(aDatabase(properties)), /extended support/);
    expect(support({ EngineVersion: "12.22" })).toBe("146.00");
    expect(support({ EngineVersion: "13.22", MultiAZ: true })).toBe("292.00");
    expect(support({ EngineVersion: "14.19" })).toBe("0.00");
    expect(support({ EngineVersion: "11.22" })).toBe("unknown");
    const refused = "open-source-rds-extended-support-disabled";
    expect(support({ EngineVersion: "12.22", EngineLifecycleSupport: refused })).toBe("0.00");
  });

  it("charges what a burstable class uses above its baseline", () => {
    const credits = (databaseCpu: number) => usdOf(anEstimate(aDatabase(), { databaseCpu }), /baseline/);
    // Two vCPU, 20 % of each included, 0.075 USD an hour.
    expect([0.2, 0.5].map(credits)).toEqual(["0.00", "32.85"]);
  });

  it("charges IOPS above the 3,000 that gp3 brings, 12,000 from 400 GB on", () => {
    const iops = (AllocatedStorage: string) => usdOf(anEstimate(aDatabase({ AllocatedStorage, Iops: 12_500 })), /IOPS/);
    expect(["100", "400"].map(iops)).toEqual(["190.00", "10.00"]);
  });

  it("never takes PostgreSQL's price for another engine", () => {
    expect(usdOf(anEstimate(aDatabase({ Engine: "mysql" })), /hours of/)).toBe("unknown");
  });

  it("holds Aurora Serverless at its floor: half a unit is 43.80 USD a month", () => {
    const { lines } = anEstimate(inCluster({ DBInstanceClass: "db.serverless" }, SERVERLESS));
    expect(lines.find(({ what }) => what.startsWith("ACU"))?.usd?.min.toFixed(2)).toBe("43.80");
  });

  it("lets Aurora pause only as far as the usage says that nobody is connected", () => {
    const pausing = inCluster({ DBInstanceClass: "db.serverless" }, PAUSING);
    const acu = (usage = {}) => usdOf(anEstimate(pausing, usage), /ACU hours/);
    expect([acu(), acu({ pausedShare: 0.75 }), acu({ pausedShare: 1 })]).toEqual(["43.80", "10.95", "0.00"]);
  });

  it("charges what passes between zones once for each direction", () => {
    const usage = { requestsPerMonth: 1_000_000, requestKb: 10, responseKb: 90 };
    expect(usdOf(anEstimate({ ...aDatabase(), ...ofTwoZones }, usage), /between zones/)).toBe("0.50");
    expect(usdOf(anEstimate(aDatabase(), usage), /between zones/)).toBe("0.00");
  });
});

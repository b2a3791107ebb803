import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const proxied = (target: "DBInstanceIdentifiers" | "DBClusterIdentifiers"): Resources => ({
  Proxy: { Type: "AWS::RDS::DBProxy" },
  Group: {
    Type: "AWS::RDS::DBProxyTargetGroup",
    Properties: { DBProxyName: { Ref: "Proxy" }, [target]: [{ Ref: "It" }] },
  },
});

const onInstance = (DBInstanceClass: string): Resources => ({
  ...proxied("DBInstanceIdentifiers"),
  It: { Type: "AWS::RDS::DBInstance", Properties: { DBInstanceClass } },
});

const onCluster = (
  DBInstanceClass: string,
  capacity?: { readonly MinCapacity: number; readonly MaxCapacity: number },
): Resources => ({
  ...proxied("DBClusterIdentifiers"),
  It: { Type: "AWS::RDS::DBCluster", Properties: { ServerlessV2ScalingConfiguration: capacity } },
  Writer: { Type: "AWS::RDS::DBInstance", Properties: { DBInstanceClass, DBClusterIdentifier: { Ref: "It" } } },
  Reader: { Type: "AWS::RDS::DBInstance", Properties: { DBInstanceClass, DBClusterIdentifier: { Ref: "It" } } },
});

describe("the cost of a database proxy", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A database proxy", {
      "of db.t4g.micro": { resources: onInstance("db.t4g.micro"), only: "Proxy" },
      "of db.r6g.2xlarge": { resources: onInstance("db.r6g.2xlarge"), only: "Proxy" },
      "of a cluster of two db.r6g.large": { resources: onCluster("db.r6g.large"), only: "Proxy" },
      "of a serverless cluster of two, 0.5 to 4 ACU": {
        resources: onCluster("db.serverless", { MinCapacity: 0.5, MaxCapacity: 4 }),
        only: "Proxy",
      },
      "of a serverless cluster of two, 8 to 16 ACU": {
        resources: onCluster("db.serverless", { MinCapacity: 8, MaxCapacity: 16 }),
        only: "Proxy",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/db-proxy.txt");
  });

  const proxyUsd = (resources: Resources) => usdOf(anEstimate(resources), /^RDS Proxy/);

  it("pays for two vCPU at least, and for all of the database's", () => {
    expect(["db.t4g.micro", "db.r6g.large", "db.r6g.xlarge"].map((name) => proxyUsd(onInstance(name)))).toEqual([
      "21.90",
      "21.90",
      "43.80",
    ]);
  });

  it("pays for the vCPU of every instance of a cluster", () => {
    expect(proxyUsd(onCluster("db.r6g.large"))).toBe("43.80");
  });

  it("pays for eight ACU at least, and for what serverless instances use above", () => {
    const small = anEstimate(onCluster("db.serverless", { MinCapacity: 0.5, MaxCapacity: 4 }), {
      region: "eu-central-1",
    });
    expect(usdOf(small, /^RDS Proxy/)).toBe((8 * 730 * 0.018).toFixed(2));
    const large = anEstimate(onCluster("db.serverless", { MinCapacity: 8, MaxCapacity: 8 }), {
      region: "eu-central-1",
    });
    expect(usdOf(large, /^RDS Proxy/)).toBe((16 * 730 * 0.018).toFixed(2));
  });
});

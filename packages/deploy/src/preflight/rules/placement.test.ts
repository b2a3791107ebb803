import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aPreflightRequest } from "../../testing/a-preflight-request.js";
import { fakeAccount } from "../../testing/fake-account.js";
import { FakeClock } from "../../testing/fake-clock.js";
import { fakeMetrics } from "../../testing/fake-metrics.js";
import { fakeNetwork } from "../../testing/fake-network.js";
import { fakePreflightPorts } from "../../testing/fake-preflight-ports.js";
import { fakeQuotas } from "../../testing/fake-quotas.js";
import { FakeStacks } from "../../testing/fake-stacks.js";
import { addressesFree } from "./addresses-free.js";
import { bootstrapped } from "./bootstrapped.js";
import { connectionsSuffice } from "./connections-suffice.js";
import { quotasSuffice } from "./quotas-suffice.js";
import { rightAccount } from "./right-account.js";
import { zonesThere } from "./zones-there.js";

const app = aResolvedApp();
const adopted = (...privateSubnetIds: readonly string[]) => ({
  ...app.network,
  source: {
    kind: "adopt" as const,
    vpcId: "vpc-1",
    publicSubnetIds: [],
    privateSubnetIds,
    dataSubnetIds: [],
    endpointsSecurityGroupId: null,
  },
});
const subnet = (cidr: string, group: string) => ({
  Type: "AWS::EC2::Subnet",
  Properties: {
    AvailabilityZone: "us-east-1a",
    CidrBlock: cidr,
    Tags: [{ Key: "aws-cdk:subnet-name", Value: group }],
  },
});
const running = (service: string, count: number) => ({
  describe: () =>
    Promise.resolve([
      {
        name: service,
        arn: "arn",
        status: "ACTIVE",
        taskDefinition: "arn",
        desired: count,
        running: count,
        pending: 0,
        strategy: "rolling" as const,
        currentDeployment: null,
        currentRevisions: [],
        deployments: [],
        routes: [],
        events: [],
      },
    ]),
});

describe("the account", () => {
  it("must be the one that the description names", async () => {
    const environment = { ...app.environment, account: "999988887777" };
    const found = await rightAccount.run(aPreflightRequest({ app: { ...app, environment } }), fakePreflightPorts());
    expect(found).toMatchObject([{ code: "OtherAccount", severity: "error", path: "environments.prod" }]);
    expect(found[0]?.message).toContain("999988887777");
  });

  it("may be any where the description names none", async () => {
    expect(await rightAccount.run(aPreflightRequest(), fakePreflightPorts())).toEqual([]);
  });
});

describe("the zones of a network", () => {
  it("must be there for the account", async () => {
    const network = fakeNetwork({ zones: ["us-east-1a", "us-east-1b"] });
    const found = await zonesThere.run(aPreflightRequest(), fakePreflightPorts({ network }));
    expect(found).toMatchObject([{ code: "ZoneMissing", path: "network" }]);
    expect(found[0]?.message).toContain("no zone us-east-1c");
  });

  it("are its owner's affair where the network is there already", async () => {
    const network = fakeNetwork({ zones: [] });
    const request = aPreflightRequest({ app: { ...app, network: adopted("subnet-1") } });
    expect(await zonesThere.run(request, fakePreflightPorts({ network }))).toEqual([]);
  });
});

describe("the bootstrap stack", () => {
  it("must be there, and new enough", async () => {
    for (const [version, code] of [
      [null, "NotBootstrapped"],
      [5, "BootstrapTooOld"],
    ] as const) {
      const account = fakeAccount({ bootstrapVersions: { "us-east-1": version } });
      const found = await bootstrapped.run(aPreflightRequest(), fakePreflightPorts({ account }));
      expect(found).toMatchObject([{ code }]);
      expect(found[0]?.fix).toContain("fairlead bootstrap -e prod");
    }
  });

  it("must also be in the region that backups are copied to", async () => {
    const backup = {
      scheduleExpression: "cron(0 5 * * ? *)",
      keepDays: 35,
      copy: { region: "us-west-2", keepDays: 35 },
      of: ["databases.main"],
    };
    const account = fakeAccount({ bootstrapVersions: { "us-west-2": null } });
    const found = await bootstrapped.run(
      aPreflightRequest({ app: { ...app, backup } }),
      fakePreflightPorts({ account }),
    );
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining("us-west-2")]);
  });
});

describe("the addresses of subnets", () => {
  // The first deployment: 2 tasks of the proxy and 1 of the dispatcher, doubled, and the migration.
  const FIRST = 7;
  // Doubled at full load: 10 of the proxy, 2 of the dispatcher.
  const MOST = 25;
  const withFree = (freeAddresses: number) =>
    fakePreflightPorts({ network: fakeNetwork({ subnets: [{ id: "subnet-1", zone: "us-east-1a", freeAddresses }] }) });
  const request = aPreflightRequest({ app: { ...app, network: adopted("subnet-1") } });

  it("must suffice for the surge of this release", async () => {
    expect(await addressesFree.run(request, withFree(FIRST - 1))).toMatchObject([
      { code: "AddressesMissing", severity: "error", path: "network" },
    ]);
  });

  it("had better suffice for one at full load", async () => {
    expect(await addressesFree.run(request, withFree(FIRST))).toMatchObject([
      { code: "AddressesShort", severity: "warning" },
    ]);
    expect(await addressesFree.run(request, withFree(MOST - 1))).toMatchObject([{ code: "AddressesShort" }]);
    expect(await addressesFree.run(request, withFree(MOST))).toEqual([]);
  });

  it("are needed by those tasks alone that don't run yet", async () => {
    const ports = { ...withFree(13), services: running("proxy", 10) };
    // 10 more of the proxy, 2 of the dispatcher, 1 migration.
    expect(await addressesFree.run(request, ports)).toMatchObject([{ code: "AddressesShort" }]);
    expect(await addressesFree.run(request, { ...ports, ...withFree(12), services: ports.services })).toMatchObject([
      { code: "AddressesMissing" },
    ]);
  });

  it("of a network that is made here follow from its blocks, less AWS's five", async () => {
    const contents = { Vpc: { A: subnet("10.0.0.0/28", "Private"), B: subnet("10.0.1.0/20", "Public") } };
    const found = await addressesFree.run(aPreflightRequest({}, contents), fakePreflightPorts());
    expect(found).toMatchObject([{ code: "AddressesShort" }]);
    expect(found[0]?.message).toContain("11 in A (us-east-1a)");
    expect(found[0]?.message).not.toContain(" in B");
  });

  it("are those that are left once the network is there", async () => {
    const contents = { Vpc: { A: subnet("10.0.0.0/19", "Private") } };
    const clock = new FakeClock();
    const stacks = new FakeStacks({ clock, templates: () => undefined });
    stacks.put("llm-proxy-prod-Vpc", { Resources: contents.Vpc });
    const network = fakeNetwork({ subnets: [{ id: "llm-proxy-prod-Vpc-A", zone: "us-east-1a", freeAddresses: 3 }] });
    const found = await addressesFree.run(aPreflightRequest({}, contents), fakePreflightPorts({ stacks, network }));
    expect(found).toMatchObject([{ code: "AddressesMissing" }]);
  });

  it("can't be had of a subnet that isn't there", async () => {
    const found = await addressesFree.run(request, fakePreflightPorts());
    expect(found).toMatchObject([{ code: "SubnetMissing", severity: "error" }]);
  });

  it("are unknown in another environment's network", async () => {
    const shared = { ...app.network, source: { kind: "shared" as const, of: "base" } };
    const found = await addressesFree.run(
      aPreflightRequest({ app: { ...app, network: shared } }),
      fakePreflightPorts(),
    );
    expect(found).toMatchObject([{ code: "AddressesUnknown", severity: "unknown" }]);
  });
});

describe("the account's quotas", () => {
  it("must leave room for the vCPUs of the surge", async () => {
    // 6 tasks of half a vCPU now, 24 at full load.
    const quotas = (limit: number) =>
      fakePreflightPorts({ quotas: fakeQuotas({ "fargate-vcpus": { limit, used: 4 } }) });
    const found = await quotasSuffice.run(aPreflightRequest(), quotas(6));
    expect(found).toMatchObject([{ code: "QuotaTooSmall", severity: "error" }]);
    expect(found[0]?.fix).toContain("--quota-code L-3032A538");
    expect(await quotasSuffice.run(aPreflightRequest(), quotas(7))).toMatchObject([
      { code: "QuotaNear", severity: "warning" },
    ]);
    expect(await quotasSuffice.run(aPreflightRequest(), quotas(16))).toEqual([]);
  });

  it("are asked of Spot where tasks are on Spot", async () => {
    const spot = aResolvedApi({
      capacity: { kind: "fargate-spot", onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 },
    });
    const quotas = fakeQuotas({ "fargate-spot-vcpus": { limit: 1 }, "fargate-vcpus": { limit: 0 } });
    const found = await quotasSuffice.run(
      aPreflightRequest({ app: { ...app, services: [spot] } }),
      fakePreflightPorts({ quotas }),
    );
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining("vCPUs on Fargate Spot")]);
  });

  it("of network interfaces count every task", async () => {
    const quotas = fakeQuotas({ "network-interfaces": { limit: 5, used: null } });
    const found = await quotasSuffice.run(aPreflightRequest(), fakePreflightPorts({ quotas }));
    expect(found.map(({ message }) => message)).toEqual([
      "This release adds 6 network interfaces; the account's quota is 5.",
    ]);
  });
});

describe("the connections of a database", () => {
  // 823 for 4 ACU, but 2000 at most with half a unit as the least; 5 are reserved.
  const traits = { ...aResolvedApi().traits, databaseConnections: 50 };
  const services = [aResolvedApi({ traits })];
  const contents = {
    Data: {
      Main: {
        Type: "AWS::RDS::DBCluster",
        Properties: { DBClusterIdentifier: "llm-proxy-prod-main" },
        address: "databases.main",
      },
    },
  };
  const open = (connections: number) =>
    fakePreflightPorts({
      metrics: fakeMetrics({
        "AWS/RDS DatabaseConnections DBClusterIdentifier=llm-proxy-prod-main": connections,
      }),
    });

  it("must suffice for those that are open and those that the release adds", async () => {
    const request = aPreflightRequest({ app: { ...app, services } }, contents);
    // 4 tasks of 50 each.
    expect(await connectionsSuffice.run(request, open(618))).toEqual([]);
    expect(await connectionsSuffice.run(request, open(619))).toMatchObject([
      { code: "ConnectionsMissing", path: "databases.main", severity: "error" },
    ]);
  });

  it("are not asked for where nobody said how many a task opens, where a proxy is, and of a new database", async () => {
    const quiet = aPreflightRequest({}, contents);
    expect(await connectionsSuffice.run(quiet, open(5000))).toEqual([]);
    const proxy = { connectionsPercent: 90, borrowTimeoutSeconds: 120, idleTimeoutSeconds: 1800 };
    const databases = app.databases.map((database) => ({ ...database, proxy }));
    const proxied = aPreflightRequest({ app: { ...app, services, databases } }, contents);
    expect(await connectionsSuffice.run(proxied, open(5000))).toEqual([]);
    const fresh = aPreflightRequest({ app: { ...app, services } }, contents);
    expect(await connectionsSuffice.run(fresh, fakePreflightPorts())).toEqual([]);
  });
});

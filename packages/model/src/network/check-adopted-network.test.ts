import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type AdoptedNetworkOptions, image, postgres, service } from "../index.js";

const ADOPT: AdoptedNetworkOptions["adopt"] = {
  vpcId: "vpc-0123456789abcdef0",
  zones: ["us-east-1a", "us-east-1b"],
  publicSubnets: ["subnet-0000000a", "subnet-0000000b"],
  privateSubnets: ["subnet-0000001a", "subnet-0000001b"],
  egress: "nat",
};

const api = service("api", { image: image("app") });

const environment = (change: Readonly<Record<string, unknown>> = {}) => ({
  environment: { network: { adopt: miswritten(ADOPT, change) } },
});

const codes = (change: Readonly<Record<string, unknown>>) => problemCodes({ services: [api] }, environment(change));

const UNSTATED = { privateSubnets: undefined, egress: undefined };

describe("an adopted VPC", () => {
  it("is known by its ids; tasks and data are in its private subnets, and its owner decides over the rest", () => {
    expect(resolveRoots({ services: [api] }, environment()).network).toEqual({
      source: {
        kind: "adopt",
        vpcId: ADOPT.vpcId,
        publicSubnetIds: ADOPT.publicSubnets,
        privateSubnetIds: ADOPT.privateSubnets,
        dataSubnetIds: ADOPT.privateSubnets,
        endpointsSecurityGroupId: null,
      },
      cidr: null,
      zones: ADOPT.zones,
      nat: { kind: "existing" },
      taskSubnets: "private",
      interfaceEndpoints: [],
      flowLogs: null,
    });
  });

  it("without private subnets runs tasks in the public ones, with addresses of their own", () => {
    const { network } = resolveRoots({ services: [api] }, environment(UNSTATED));
    expect(network).toMatchObject({ nat: { kind: "none" }, taskSubnets: "public" });
    expect(network.source).toMatchObject({ privateSubnetIds: [], dataSubnetIds: ADOPT.publicSubnets });
  });

  const at = "environments.test.network.adopt";

  it.each([
    [{ vpcId: "my-vpc" }, `${at}.vpcId: InvalidId`],
    [{ zones: ["us-east-1a"] }, `${at}.zones: OutOfRange`],
    [{ zones: ["us-east-1a", "eu-west-1b"] }, `${at}.zones[1]: UnknownZone`],
    [{ zones: ["us-east-1a", "us-east-1a"] }, `${at}.zones: DuplicateZone`],
    [{ publicSubnets: ["subnet-0000000a"] }, `${at}.publicSubnets: SubnetsPerZone`],
    [{ privateSubnets: ["subnet-0000001a", "subnet-0000001a"] }, `${at}.privateSubnets: DuplicateSubnet`],
    [{ egress: undefined }, `${at}.egress: EgressUnstated`],
    [{ privateSubnets: undefined }, `${at}.egress: EgressWithoutPrivateSubnets`],
    [{ egress: "none" }, `${at}.interfaceEndpoints: NoWayToAws`],
    [{ cidr: "10.0.0.0" }, `${at}.cidr: InvalidCidr`],
    [{ subnets: [] }, `${at}.subnets: UnknownOption`],
  ])("is refused with %j", (change, expected) => {
    expect(codes(change)).toContain(expected);
  });

  it("may have no way out where it has endpoints for what a task needs", () => {
    const services = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"];
    const closed = { egress: "none", interfaceEndpoints: { services, securityGroupId: "sg-00000000" } };
    expect(codes(closed)).toEqual([]);
  });

  it("without a way out is refused where a password is to be rotated", () => {
    const db = postgres("main", { engine: "rds", rotation: { everyDays: 30 } });
    const worker = service("worker", { image: image("app"), env: { DATABASE_URL: db.url } });
    expect(problemCodes({ services: [worker] }, environment(UNSTATED))).toEqual([
      `${at}.egress: RotationWithoutWayOut`,
    ]);
  });

  it("takes no second list of zones", () => {
    const change = environment();
    const zones = ["us-east-1a", "us-east-1b"];
    expect(problemCodes({ services: [api] }, { environment: { ...change.environment, zones } })).toEqual([
      "environments.test.zones: ZonesStatedTwice",
    ]);
  });
});

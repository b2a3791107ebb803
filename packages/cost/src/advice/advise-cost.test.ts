import { USAGE_DEFAULTS } from "@fairlead/model";
import type { ResolvedUsage } from "@fairlead/model";
import { describe, expect, it } from "vitest";
import { foreignAssembly } from "../estimate/foreign-assembly.js";
import { shippedPrices } from "../prices/read-prices.js";
import type { Resources } from "../testing/an-estimate.js";
import { type Advice, adviseCost } from "./advise-cost.js";

const book = shippedPrices();

const advised = (Resources: Resources, usage: Partial<ResolvedUsage> = {}, region = "us-east-1"): readonly Advice[] =>
  adviseCost(foreignAssembly({ App: { Resources } }), { region, book, usage: { ...USAGE_DEFAULTS, ...usage } }).advice;

/** What an advice saves, to the cent; `none`: it isn't given. */
const saved = (name: string, resources: Resources, usage: Partial<ResolvedUsage> = {}): string =>
  advised(resources, usage)
    .find((each) => each.name === name)
    ?.savesUsd.toFixed(2) ?? "none";

const fargate = (service: object = {}, task: object = {}): Resources => ({
  Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Cpu: "1024", Memory: "2048", ...task } },
  Service: {
    Type: "AWS::ECS::Service",
    Properties: { TaskDefinition: { Ref: "Task" }, DesiredCount: 2, LaunchType: "FARGATE", ...service },
  },
});

/** Somebody's production: it doesn't sleep. */
const GUARDED: Resources = {
  Guarded: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { DeletionProtection: true } },
};

const behindBalancer = { LoadBalancers: [{ ContainerPort: 80 }] };
const ARM = { RuntimePlatform: { CpuArchitecture: "ARM64" } };

const nat: Resources = {
  Address: { Type: "AWS::EC2::EIP" },
  Nat: { Type: "AWS::EC2::NatGateway", Properties: { AllocationId: { "Fn::GetAtt": ["Address", "AllocationId"] } } },
};
const otherNat: Resources = {
  OtherAddress: { Type: "AWS::EC2::EIP" },
  OtherNat: {
    Type: "AWS::EC2::NatGateway",
    Properties: { AllocationId: { "Fn::GetAtt": ["OtherAddress", "AllocationId"] } },
  },
};
const quiet = { requestsPerMonth: 0, releases: 0 };
const endpoint = (kind: string, service: string, zones: number): Resources => ({
  Endpoint: {
    Type: "AWS::EC2::VPCEndpoint",
    Properties: {
      VpcEndpointType: kind,
      ServiceName: `com.amazonaws.us-east-1.${service}`,
      SubnetIds: Array.from({ length: zones }, (_, at) => ({ Ref: `Subnet${at}` })),
    },
  },
});
const redis: Resources = {
  Cache: {
    Type: "AWS::ElastiCache::ReplicationGroup",
    Properties: { Engine: "redis", CacheNodeType: "cache.t4g.micro", NumCacheClusters: 2 },
  },
};
const aurora = (isProtected: boolean): Resources => ({
  Cluster: {
    Type: "AWS::RDS::DBCluster",
    Properties: {
      DeletionProtection: isProtected,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 0.5 },
    },
  },
  Writer: {
    Type: "AWS::RDS::DBInstance",
    Properties: { DBInstanceClass: "db.serverless", DBClusterIdentifier: { Ref: "Cluster" } },
  },
});
const balancer = (zones: number): Resources => ({
  Balancer: {
    Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    Properties: { Scheme: "internet-facing", Subnets: Array.from({ length: zones }, (_, at) => ({ Ref: `S${at}` })) },
  },
});

describe("advice on what would be cheaper", () => {
  it.each<[string, string, Resources, string, Partial<ResolvedUsage>?]>([
    // A month has 730 hours; prices of us-east-1.
    ["nat-instance", "a gateway's hours less an instance's and its disk's", nat, "26.08", quiet],
    [
      "nat-instance",
      "two gateways and an address less an instance with the other one",
      { ...nat, ...otherNat },
      "62.58",
      quiet,
    ],
    ["nat-instance", "no gateway", fargate(), "none"],
    ["no-nat", "a gateway and its address less two addresses", { ...nat, ...fargate() }, "29.20", quiet],
    [
      "no-nat",
      "as many tasks as addresses would cost more for",
      { ...nat, ...fargate({ DesiredCount: 10 }) },
      "none",
      quiet,
    ],
    [
      "no-nat",
      "a function in the VPC, which would have no way out",
      { ...nat, ...fargate(), Function: { Type: "AWS::Lambda::Function", Properties: { VpcConfig: {} } } },
      "none",
      quiet,
    ],
    ["s3-endpoint", "20 GB of images", { ...nat, ...fargate() }, "0.90", { releases: 100 }],
    [
      "s3-endpoint",
      "an endpoint that is there",
      { ...nat, ...fargate(), ...endpoint("Gateway", "s3", 0) },
      "none",
      { releases: 100 },
    ],
    ["no-interface-endpoints", "two zones of hours", { ...nat, ...endpoint("Interface", "logs", 2) }, "14.60", quiet],
    ["no-interface-endpoints", "no other way", endpoint("Interface", "logs", 2), "none", quiet],
    [
      "no-interface-endpoints",
      "more than 417 GB",
      { ...nat, ...endpoint("Interface", "logs", 2) },
      "none",
      { requestsPerMonth: 500_000_000, logKbPerRequest: 1 },
    ],
    ["arm", "two tasks of one vCPU and 2 GB", fargate(), "14.41"],
    ["arm", "tasks that are on it", fargate({}, ARM), "none"],
    ["spot", "the second of two tasks", fargate(), "24.57"],
    ["spot", "tasks that a load balancer sends people to", fargate(behindBalancer), "none"],
    ["spot", "a single task", fargate({ DesiredCount: 1 }), "none"],
    [
      "spot",
      "a task that stops before the next one starts",
      fargate({ DeploymentConfiguration: { MaximumPercent: 100 } }),
      "none",
    ],
    ["valkey", "two nodes, a fifth less each", redis, "4.67"],
    ["scale-to-zero", "108 of 168 hours at half a unit", aurora(false), "28.16"],
    ["scale-to-zero", "a database that is protected", aurora(true), "none"],
    ["night-stop", "108 of 168 hours of two tasks", fargate(), "46.34"],
    ["night-stop", "an environment that is protected", { ...fargate(), ...aurora(true) }, "none"],
    ["savings-plan", "a fifth of two tasks", fargate(behindBalancer), "14.42"],
    [
      "fewer-addresses",
      "ten addresses less an instance with one",
      fargate({ DesiredCount: 10, NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "ENABLED" } } }),
      "26.08",
    ],
    ["fewer-zones", "one of three addresses", balancer(3), "3.65"],
    ["fewer-zones", "two zones, which it needs", balancer(2), "none"],
  ])("%s: %s", (...[name, , resources, usd, usage]) => {
    expect(saved(name, resources, usage)).toBe(usd);
  });

  it("stands by what it saves, each with its price in risk", () => {
    const advice = advised({ ...nat, ...fargate(), ...redis });
    const savings = advice.map(({ savesUsd }) => savesUsd);
    expect(savings).toEqual(savings.toSorted((left, right) => right - left));
    expect(advice.length).toBeGreaterThan(4);
    expect(advice.filter(({ what, risk }) => !/^[A-Z].*\.$/.test(what) || !/^[A-Z].*\.$/.test(risk))).toEqual([]);
  });

  it("is silent where a price is unknown that it would need", () => {
    const gateways = (region: string) => advised(nat, quiet, region).map(({ name }) => name);
    expect(gateways("us-east-1")).toContain("nat-instance");
    // Nobody has read the price of its disk there.
    expect(gateways("eu-west-1")).not.toContain("nat-instance");
  });

  it("is none for what can't be had cheaper", () => {
    expect(advised({ ...GUARDED, Key: { Type: "AWS::KMS::Key" } })).toEqual([]);
  });
});

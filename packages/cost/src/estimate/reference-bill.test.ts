import { describe, expect, it } from "vitest";
import { type PricedLine, sumOf } from "../charge/priced-line.js";
import { anEstimate, type Resources, usdOf as priceOf } from "../testing/an-estimate.js";

const subnets = [{ Ref: "PublicA" }, { Ref: "PublicB" }];

/** The usual small production of an app, and a month that gives the load balancer one capacity unit and the NAT gateway 50 GB. */
const RESOURCES: Resources = {
  Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Cpu: "512", Memory: "1024" } },
  Service: {
    Type: "AWS::ECS::Service",
    Properties: { TaskDefinition: { Ref: "Task" }, DesiredCount: 2, LaunchType: "FARGATE" },
  },
  Balancer: {
    Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    Properties: { Scheme: "internet-facing", Subnets: subnets },
  },
  Address: { Type: "AWS::EC2::EIP" },
  Gateway: { Type: "AWS::EC2::NatGateway" },
  Database: {
    Type: "AWS::RDS::DBInstance",
    Properties: { DBInstanceClass: "db.t4g.small", MultiAZ: true, AllocatedStorage: "20", StorageType: "gp3" },
  },
  Cache: {
    Type: "AWS::ElastiCache::ReplicationGroup",
    Properties: { Engine: "valkey", CacheNodeType: "cache.t4g.micro", NumCacheClusters: 1 },
  },
  Log: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 14 } },
  OneSecret: { Type: "AWS::SecretsManager::Secret" },
  AnotherSecret: { Type: "AWS::SecretsManager::Secret" },
};

describe("the worked bill of a small production in us-east-1", () => {
  const usdOf = (isIt: (line: PricedLine) => boolean, usage = {}): string =>
    sumOf(anEstimate(RESOURCES, usage).lines.filter(isIt)).usd.expected.toFixed(2);
  const ofService = (service: string, what: RegExp) => (line: PricedLine) =>
    line.service === service && what.test(line.what);

  it.each([
    ["two tasks of 0.5 vCPU and 1 GB", ofService("Fargate", /./), {}, "36.04"],
    [
      "the load balancer's hours and one capacity unit",
      ofService("ALB", /./),
      { requestsPerMonth: 730_000, requestKb: 500, responseKb: 500 },
      "22.27",
    ],
    [
      "the NAT gateway's hours and 50 GB",
      ofService("NAT Gateway", /./),
      { requestsPerMonth: 1_000_000, requestKb: 25, responseKb: 25, logKbPerRequest: 0, releases: 0 },
      "35.10",
    ],
    ["three public IPv4", ofService("VPC", /IPv4/), {}, "10.95"],
    ["the database on two zones", ofService("RDS PostgreSQL", /hours/), {}, "47.45"],
    ["its 20 GB", ofService("RDS PostgreSQL", /GB/), {}, "4.60"],
    ["the cache", ofService("ElastiCache Valkey", /./), {}, "9.34"],
    ["5 GB of logs", ofService("CloudWatch", /logged/), { requestsPerMonth: 5_000_000, logKbPerRequest: 1 }, "2.50"],
    ["two secrets", ofService("Secrets Manager", /secret/), {}, "0.80"],
  ])("comes out to the cent for %s", (_, isIt, usage, usd) => {
    expect(usdOf(isIt, usage)).toBe(usd);
  });
});

describe("the unit sums of the five deployment plans, in us-east-1", () => {
  const task = (cpu: number, memory: number, CpuArchitecture: "ARM64" | "X86_64"): Resources => ({
    Task: {
      Type: "AWS::ECS::TaskDefinition",
      Properties: { Cpu: String(cpu), Memory: String(memory), RuntimePlatform: { CpuArchitecture } },
    },
    Service: {
      Type: "AWS::ECS::Service",
      Properties: { TaskDefinition: { Ref: "Task" }, DesiredCount: 1, LaunchType: "FARGATE" },
    },
  });
  const database = (DBInstanceClass: string): Resources => ({
    Database: { Type: "AWS::RDS::DBInstance", Properties: { DBInstanceClass, StorageType: "gp3", Engine: "postgres" } },
  });
  const cache = (CacheNodeType: string): Resources => ({
    Cache: {
      Type: "AWS::ElastiCache::ReplicationGroup",
      Properties: { Engine: "redis", CacheNodeType, NumCacheClusters: 1 },
    },
  });

  it.each([
    [256, 512, "9.01", "7.21"],
    [512, 1024, "18.02", "14.42"],
    [1024, 2048, "36.04", "28.84"],
    [2048, 4096, "72.08", "57.67"],
  ])("come out for a task of %i CPU units and %i MiB: %s on x86, %s on ARM", (cpu, memory, x86, arm) => {
    expect(priceOf(anEstimate(task(cpu, memory, "X86_64")), /^Fargate/)).toBe(x86);
    expect(priceOf(anEstimate(task(cpu, memory, "ARM64")), /^Fargate/)).toBe(arm);
  });

  it.each([
    ["db.t3.micro", "13.14"],
    ["db.t4g.micro", "11.68"],
    ["db.r6g.large", "164.25"],
  ])("come out for a %s: %s", (instanceClass, usd) => {
    expect(priceOf(anEstimate(database(instanceClass)), /hours of/)).toBe(usd);
  });

  it.each([
    ["cache.t4g.micro", "11.68"],
    ["cache.t3.micro", "12.41"],
    ["cache.r6g.large", "150.38"],
  ])("come out for a %s: %s", (nodeType, usd) => {
    expect(priceOf(anEstimate(cache(nodeType)), /hours of/)).toBe(usd);
  });

  it.each<[string, Resources, RegExp, string]>([
    ["a load balancer", { Balancer: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" } }, /^ALB: hours/, "16.43"],
    ["a NAT gateway", { Gateway: { Type: "AWS::EC2::NatGateway" } }, /^NAT Gateway: hours/, "32.85"],
    ["a public address", { Address: { Type: "AWS::EC2::EIP" } }, /^VPC: public IPv4/, "3.65"],
  ])("come out for %s", (_, resources, pattern, usd) => {
    expect(priceOf(anEstimate(resources), pattern)).toBe(usd);
  });
});

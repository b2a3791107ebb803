import { describe, expect, it } from "vitest";
import { type PricedLine, sumOf } from "../charge/priced-line.js";
import { anEstimate, type Resources } from "../testing/an-estimate.js";

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

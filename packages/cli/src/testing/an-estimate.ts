import type { AdvisedEstimate, EstimateLine } from "@fairlead/cost";
import { USAGE_DEFAULTS } from "@fairlead/model";

const line = (change: Partial<EstimateLine>): EstimateLine => ({
  address: "services.proxy",
  stack: "llm-proxy-prod-Ecs",
  logicalId: "proxyService",
  type: "AWS::ECS::Service",
  service: "Fargate",
  what: "ARM64 vCPU hours, 0.5 vCPU a task",
  quantity: { min: 730, expected: 1460, max: 3650 },
  unit: "vCPU-hour",
  usd: { min: 20, expected: 40, max: 100 },
  prices: [
    {
      service: "Fargate",
      item: "linux-arm64 vCPU",
      region: "us-east-1",
      unit: "vCPU-hour",
      usd: 0.03238,
      offer: "AmazonECS",
      asOf: "2025-10-27",
      confidence: "high",
      source: "AWS's pricing-page feed, public copy",
    },
  ],
  assumption: "expected: 20 % of the way from the least to the most tasks",
  ...change,
});

/** A small bill: a service by its tasks, a database, and a key of the environment. */
export const anEstimate = (change: Partial<AdvisedEstimate> = {}): AdvisedEstimate => ({
  region: "us-east-1",
  usage: USAGE_DEFAULTS,
  lines: [
    line({}),
    line({
      address: "databases.main",
      stack: "llm-proxy-prod-Data",
      logicalId: "mainCluster",
      type: "AWS::RDS::DBCluster",
      service: "Aurora PostgreSQL",
      what: "GB stored",
      quantity: { min: 10, expected: 10, max: 10 },
      unit: "GB-month",
      usd: { min: 1, expected: 1, max: 1 },
      assumption: "10 GB stored",
    }),
    line({
      address: null,
      stack: "llm-proxy-prod-Secrets",
      logicalId: "Key",
      type: "AWS::KMS::Key",
      service: "KMS",
      what: "key",
      quantity: { min: 1, expected: 1, max: 1 },
      unit: "key-month",
      usd: { min: 1, expected: 1, max: 1 },
      assumption: null,
    }),
  ],
  usd: { min: 22, expected: 42, max: 102 },
  isWhole: true,
  unknownTypes: [],
  millionRequestsUsd: 12.5,
  releaseUsd: 0.02,
  advice: [
    {
      name: "savings-plan",
      what: "Commit to what always runs on Fargate with a Compute Savings Plan, one year, nothing in advance.",
      risk: "It is paid for a year, whether the tasks run or not; what runs on Spot has no share in it.",
      savesUsd: 4,
    },
  ],
  ...change,
});

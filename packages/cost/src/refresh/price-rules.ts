import type { PriceName } from "../prices/price.js";

/** How a price is recognised in an offer file: exactly one row has to fit. */
export interface PriceRule extends PriceName {
  readonly offer: string;
  /** Without the region's prefix. */
  readonly usageType: string;
  /** Further columns, by their names in small letters. */
  readonly where: Readonly<Record<string, string>>;
  /** Where the tier begins that the price holds from, in AWS's own unit. */
  readonly from: number;
}

const POSTGRES = { "database engine": "PostgreSQL" };
const AURORA = { "database engine": "Aurora PostgreSQL" };
const LINUX = {
  "operating system": "Linux",
  tenancy: "Shared",
  "pre installed s/w": "NA",
  capacitystatus: "Used",
};

type Fixed = readonly [item: string, usageType: string, where?: Readonly<Record<string, string>>, from?: number];

const of = (service: string, offer: string, rules: readonly Fixed[]): readonly PriceRule[] =>
  rules.map(([item, usageType, where = {}, from = 0]) => ({ service, item, offer, usageType, where, from }));

/** AWS counts 1 TB of traffic as 1,024 GB. */
const TB = 1_024;

/**
 * Prices that have one name in every region. Most usage types were read in public copies of AWS's offer files and bills in 2026-11; those of
 * CPU credits, I/O-Optimized storage, archived logs and extended support's third year are assumed. One that isn't there fails by itself and
 * leaves the price as it was.
 */
const FIXED: readonly PriceRule[] = [
  ...of("Fargate", "AmazonECS", [
    ["linux-x86 vCPU", "Fargate-vCPU-Hours:perCPU"],
    ["linux-x86 memory", "Fargate-GB-Hours"],
    ["linux-arm64 vCPU", "Fargate-ARM-vCPU-Hours:perCPU"],
    ["linux-arm64 memory", "Fargate-ARM-GB-Hours"],
    ["ephemeral storage above 20 GB", "Fargate-EphemeralStorage-GB-Hours"],
  ]),
  ...of("ALB", "AWSELB", [
    ["load balancer hour", "LoadBalancerUsage", { operation: "LoadBalancing:Application" }],
    ["LCU hour", "LCUUsage", { operation: "LoadBalancing:Application" }],
  ]),
  ...of("NLB", "AWSELB", [
    ["load balancer hour", "LoadBalancerUsage", { operation: "LoadBalancing:Network" }],
    ["NLCU hour", "LCUUsage", { operation: "LoadBalancing:Network" }],
  ]),
  ...of("NAT Gateway", "AmazonEC2", [
    ["gateway hour", "NatGateway-Hours", { operation: "NatGateway" }],
    ["data processed", "NatGateway-Bytes", { operation: "NatGateway" }],
  ]),
  ...of("VPC", "AmazonVPC", [
    ["public IPv4 in use", "PublicIPv4:InUseAddress"],
    ["public IPv4 idle", "PublicIPv4:IdleAddress"],
    ["interface endpoint per AZ", "VpcEndpoint-Hours"],
    ["interface endpoint data, first 1 PB", "VpcEndpoint-Bytes"],
  ]),
  ...of("EBS", "AmazonEC2", [
    ["gp3 storage", "EBS:VolumeUsage.gp3"],
    ["gp2 storage", "EBS:VolumeUsage.gp2"],
  ]),
  ...of("RDS PostgreSQL", "AmazonRDS", [
    ["gp3 storage Single-AZ", "RDS:GP3-Storage", POSTGRES],
    ["gp3 storage Multi-AZ", "RDS:Multi-AZ-GP3-Storage", POSTGRES],
    ["gp3 extra IOPS Single-AZ", "RDS:GP3-PIOPS", POSTGRES],
    ["gp3 extra IOPS Multi-AZ", "RDS:Multi-AZ-GP3-PIOPS", POSTGRES],
    ["backup above free", "RDS:ChargedBackupUsage", POSTGRES],
    ["T4g CPU credits", "CPUCredits:db.t4g", POSTGRES],
    ["extended support year 1-2", "ExtendedSupport:Yr1-Yr2:PostgreSQL13", POSTGRES],
    ["extended support year 3", "ExtendedSupport:Yr3:PostgreSQL11", POSTGRES],
  ]),
  ...of("Aurora PostgreSQL", "AmazonRDS", [
    ["Serverless v2 ACU (Standard)", "Aurora:ServerlessV2Usage", AURORA],
    ["Serverless v2 ACU (I/O-Optimized)", "Aurora:ServerlessV2IOOptimizedUsage", AURORA],
    ["storage (Standard)", "Aurora:StorageUsage", AURORA],
    ["storage (I/O-Optimized)", "Aurora:IO-OptimizedStorageUsage", AURORA],
    ["I/O requests (Standard only)", "Aurora:StorageIOUsage", AURORA],
    ["backup above free", "Aurora:BackupUsage", AURORA],
  ]),
  ...of("RDS Proxy", "AmazonRDS", [
    ["provisioned target", "RDS:ProxyUsage", POSTGRES],
    ["serverless target", "RDS:Proxy-ASv2-Usage", AURORA],
  ]),
  ...of("CloudWatch", "AmazonCloudWatch", [
    ["logs ingestion standard", "DataProcessing-Bytes", { operation: "PutLogEvents" }],
    ["logs storage", "TimedStorage-ByteHrs"],
    ["custom metric first 10k", "CW:MetricMonitorUsage"],
    ["custom metric next 240k", "CW:MetricMonitorUsage", {}, 10_000],
    ["custom metric next 750k", "CW:MetricMonitorUsage", {}, 250_000],
    ["custom metric above 1M", "CW:MetricMonitorUsage", {}, 1_000_000],
    ["alarm standard", "CW:AlarmMonitorUsage"],
    ["alarm high-resolution", "CW:HighResAlarmMonitorUsage"],
  ]),
  ...of("Secrets Manager", "AWSSecretsManager", [
    ["secret", "AWSSecretsManager-Secrets"],
    ["API calls", "AWSSecretsManagerAPIRequest"],
  ]),
  ...of("KMS", "awskms", [["customer managed key", "KMS-Keys"]]),
  ...of("ECR", "AmazonECR", [["storage", "TimedStorage-ByteHrs"]]),
  ...of("EFS", "AmazonEFS", [
    ["standard storage", "TimedStorage-ByteHrs"],
    ["one-zone storage", "TimedStorage-Z-ByteHrs"],
  ]),
  ...of("S3", "AmazonS3", [
    ["standard storage first 50 TB", "TimedStorage-ByteHrs"],
    ["standard storage next 450 TB", "TimedStorage-ByteHrs", {}, 50 * TB],
    ["PUT/COPY/POST/LIST", "Requests-Tier1"],
    ["GET and other", "Requests-Tier2"],
  ]),
  ...of("Data transfer", "AWSDataTransfer", [
    ["internet out first 10 TB", "DataTransfer-Out-Bytes", { "to location": "External" }],
    ["internet out next 40 TB", "DataTransfer-Out-Bytes", { "to location": "External" }, 10 * TB],
    ["internet out next 100 TB", "DataTransfer-Out-Bytes", { "to location": "External" }, 50 * TB],
    ["internet out over 150 TB", "DataTransfer-Out-Bytes", { "to location": "External" }, 150 * TB],
  ]),
];

type MakeRule = (match: RegExpExecArray) => Omit<PriceRule, "service" | "item" | "from">;

/** Prices that are named after a class, a type of node or a type of instance. */
const FAMILIES: readonly { readonly service: string; readonly pattern: RegExp; readonly rule: MakeRule }[] = [
  {
    service: "RDS PostgreSQL",
    pattern: /^(db\.[\w.]+) (Single|Multi)-AZ$/,
    rule: ([, name = "", zones]) => ({
      offer: "AmazonRDS",
      usageType: `${zones === "Multi" ? "Multi-AZUsage" : "InstanceUsage"}:${name}`,
      where: POSTGRES,
    }),
  },
  {
    service: "Aurora PostgreSQL",
    pattern: /^(db\.[\w.]+) \((Standard|I\/O-Optimized)\)$/,
    rule: ([, name = "", storage]) => ({
      offer: "AmazonRDS",
      usageType: `${storage === "Standard" ? "InstanceUsage" : "InstanceUsageIOOptimized"}:${name}`,
      where: AURORA,
    }),
  },
  {
    service: "ElastiCache Valkey",
    pattern: /^cache\.[\w.]+$/,
    rule: ([name]) => ({
      offer: "AmazonElastiCache",
      usageType: `NodeUsage:${name}`,
      where: { "cache engine": "Valkey" },
    }),
  },
  {
    service: "ElastiCache Redis OSS",
    pattern: /^cache\.[\w.]+$/,
    rule: ([name]) => ({
      offer: "AmazonElastiCache",
      usageType: `NodeUsage:${name}`,
      where: { "cache engine": "Redis" },
    }),
  },
  {
    service: "EC2 on-demand Linux",
    pattern: /^[a-z]\w*\.\w+$/,
    rule: ([name]) => ({ offer: "AmazonEC2", usageType: `BoxUsage:${name}`, where: LINUX }),
  },
];

/** How a price is found in AWS's price list; `null`: nobody has told, and it stays as it was shipped. */
export function ruleOf({ service, item }: PriceName): PriceRule | null {
  const fixed = FIXED.find((rule) => rule.service === service && rule.item === item);
  if (fixed !== undefined) return fixed;
  for (const { pattern, rule } of FAMILIES.filter((family) => family.service === service)) {
    const match = pattern.exec(item);
    if (match !== null) return { service, item, from: 0, ...rule(match) };
  }
  return null;
}

import type { ADDRESS_GROUPS } from "../address.js";

/**
 * The longest that AWS lets the name of something be. Those of databases, replication groups, security groups, log groups and
 * parameters are quoted by aws-cdk-lib 2.276, 2026-11; the others are assumed from the source that they name, as of 2025.
 */
export interface NameLimit {
  /** What bears the name, in AWS's words. */
  readonly what: string;
  readonly characters: number;
  /** What is put behind app, environment and the part's name, with a hyphen. */
  readonly suffix?: string;
  readonly source: string;
}

/** Limits of what bears the app's and the environment's name alone. */
export const APP_NAME_LIMITS: readonly NameLimit[] = [
  {
    what: "CloudFormation stack",
    characters: 128,
    // The longest of the stacks' names.
    suffix: "Observability",
    source: "CloudFormation API reference, CreateStack",
  },
  { what: "ECS cluster", characters: 255, source: "ECS API reference, CreateCluster" },
];

/** Limits of what bears a part's name too. Load balancers and target groups are named by CloudFormation. */
export const PART_NAME_LIMITS: Readonly<Partial<Record<keyof typeof ADDRESS_GROUPS, readonly NameLimit[]>>> = {
  service: [
    { what: "task definition", characters: 255, source: "ECS API reference, RegisterTaskDefinition" },
    { what: "security group", characters: 255, source: "EC2 API reference, CreateSecurityGroup" },
    { what: "log group", characters: 512, source: "CloudWatch Logs API reference, CreateLogGroup" },
  ],
  job: [
    { what: "task definition", characters: 255, source: "ECS API reference, RegisterTaskDefinition" },
    { what: "log group", characters: 512, source: "CloudWatch Logs API reference, CreateLogGroup" },
  ],
  // A cluster's instances bear its name with a number behind it.
  postgres: [{ what: "database", characters: 63, suffix: "1", source: "RDS user guide, Naming constraints" }],
  cache: [{ what: "replication group", characters: 40, source: "ElastiCache API reference, CreateReplicationGroup" }],
  broker: [{ what: "broker", characters: 50, source: "Amazon MQ API reference, CreateBroker" }],
  // Of a queue and of its dead letters, one behind the other.
  queue: [{ what: "queue", characters: 80, suffix: "dead-letters.fifo", source: "SQS API reference, CreateQueue" }],
  secret: [{ what: "secret", characters: 512, source: "Secrets Manager API reference, CreateSecret" }],
  parameter: [{ what: "parameter", characters: 1011, source: "Systems Manager user guide, Parameter names" }],
  image: [{ what: "ECR repository", characters: 256, source: "ECR API reference, CreateRepository" }],
  userPool: [
    {
      what: "user pool client",
      characters: 128,
      suffix: "sign-in",
      source: "Cognito API reference, CreateUserPoolClient",
    },
  ],
};

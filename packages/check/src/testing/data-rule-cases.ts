import type { TemplateResource } from "@fairlead/constructs";
import type { ResolvedApp, ResolvedPostgresEngine } from "@fairlead/model";
import { aResolvedApp, aResolvedJob } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";
import type { TemplateRuleCase } from "./template-rule-case.js";

const app = aResolvedApp();
const withVectors = (engine: ResolvedPostgresEngine): ResolvedApp =>
  aResolvedApp({ databases: app.databases.map((database) => ({ ...database, engine, extensions: ["vector"] })) });
const instance = (instanceClass: string): ResolvedPostgresEngine => ({
  kind: "rds",
  instanceClass,
  multiAz: true,
  storageGib: 20,
  maxStorageGib: 100,
});
const cluster = (maxCapacityAcu: number): ResolvedPostgresEngine => ({
  kind: "aurora-serverless",
  minCapacityAcu: 0.5,
  maxCapacityAcu,
  readers: 0,
  autoPauseMinutes: null,
});

/** A job that may take a quarter of an hour. */
const scheduled = (expression: string): ResolvedApp =>
  aResolvedApp({ jobs: [aResolvedJob({ trigger: { kind: "schedule", expression, timezone: "UTC" } })] });

/** Of the rules on databases and on jobs. */
export const DATA_CASES: readonly AppRuleCase[] = [
  {
    code: "LittleMemoryForVectors",
    compliant: [app, withVectors(instance("t4g.small")), withVectors(instance("x2g.large")), withVectors(cluster(1))],
    violating: [
      [withVectors(instance("t4g.micro")), "note"],
      [withVectors(cluster(0.5)), "note"],
    ],
  },
  {
    code: "RunsOverlap",
    compliant: [app, scheduled("rate(15 minutes)"), scheduled("cron(0 3 * * ? *)")],
    violating: [
      [scheduled("rate(1 minute)"), "note"],
      [scheduled("cron(0/10 * * * ? *)"), "note"],
    ],
  },
  {
    code: "MigrationMissing",
    compliant: [app, aResolvedApp({ jobs: [], services: [] })],
    violating: [
      [aResolvedApp({ jobs: [] }), "note"],
      [aResolvedApp({ jobs: [aResolvedJob({ trigger: { kind: "on-demand" } })] }), "note"],
      [aResolvedApp({ jobs: [aResolvedJob({ environment: [] })] }), "note"],
      [aResolvedApp({ jobs: [aResolvedJob({ name: "main-extensions" })] }), "note"],
    ],
  },
];

type Properties = Readonly<Record<string, unknown>>;

const resource = (Type: string, Properties: Properties): TemplateResource => ({ Type, Properties });
const postgres = (EngineVersion: string) =>
  resource("AWS::RDS::DBInstance", { Engine: "postgres", EngineVersion, StorageEncrypted: true });

/** A service of one container, and what scales it. */
const runs = (Image: string, service: Properties, MaxCapacity?: number): Record<string, TemplateResource> => ({
  Task: resource("AWS::ECS::TaskDefinition", { ContainerDefinitions: [{ Name: "broker", Image }] }),
  Service: resource("AWS::ECS::Service", { TaskDefinition: { Ref: "Task" }, ...service }),
  ...(MaxCapacity === undefined
    ? {}
    : {
        Target: resource("AWS::ApplicationAutoScaling::ScalableTarget", {
          MinCapacity: 1,
          MaxCapacity,
          ResourceId: { "Fn::Join": ["", ["service/main/", { "Fn::GetAtt": ["Service", "Name"] }]] },
        }),
      }),
});
const stopsFirst = { DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } };

/** Of the rules on templates of databases and brokers. */
export const DATA_TEMPLATE_CASES: readonly TemplateRuleCase[] = [
  {
    code: "ClonedBroker",
    compliant: [
      runs("public.ecr.aws/docker/library/rabbitmq:4.2.1", stopsFirst),
      runs("rabbitmq:4.2.1", stopsFirst, 1),
      runs("example/rabbitmq-consumer:1", { DesiredCount: 3 }),
    ],
    violating: [
      runs("rabbitmq:3-management", { ...stopsFirst, DesiredCount: 2 }),
      runs("rabbitmq:3.12.13-management", stopsFirst, 3),
      runs("rabbitmq@sha256:0f1e", { DesiredCount: 1 }),
    ],
  },
  {
    code: "RetiredEngine",
    compliant: [
      { Database: postgres("16.13") },
      { Database: resource("AWS::RDS::DBInstance", { Engine: "mysql", EngineVersion: "5.7" }) },
      { Broker: resource("AWS::AmazonMQ::Broker", { EngineType: "RABBITMQ", EngineVersion: "3.13" }) },
      { Cache: resource("AWS::ElastiCache::ReplicationGroup", { Engine: "redis", EngineVersion: "7.1" }) },
    ],
    violating: [
      { Database: postgres("13.12") },
      { Database: postgres("14.22") },
      { Database: resource("AWS::RDS::DBCluster", { Engine: "aurora-postgresql", EngineVersion: "11.21" }) },
      { Broker: resource("AWS::AmazonMQ::Broker", { EngineType: "RabbitMQ", EngineVersion: "3.11.20" }) },
      { Cache: resource("AWS::ElastiCache::ReplicationGroup", { Engine: "redis", EngineVersion: "5.0.6" }) },
    ],
  },
];

import { addressOf, type ResolvedPostgresEngine } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
  type IClusterInstance,
  ParameterGroup,
  PerformanceInsightRetention,
} from "aws-cdk-lib/aws-rds";
import type { Construct } from "constructs";
import {
  BACKUP_WINDOW,
  CA_CERTIFICATE,
  commonServerProps,
  type DatabaseServer,
  type DatabaseServerProps,
  insightsProps,
  majorVersion,
} from "./database-server.js";
import { serverParameters } from "./server-parameters.js";

type AuroraServerless = Extract<ResolvedPostgresEngine, { kind: "aurora-serverless" }>;

/** An Aurora PostgreSQL cluster whose instances are Serverless v2. */
export function auroraCluster(scope: Construct, engine: AuroraServerless, props: DatabaseServerProps): DatabaseServer {
  const { database, identifier, vpc, key } = props;
  const version = DatabaseClusterEngine.auroraPostgres({
    version: AuroraPostgresEngineVersion.of(database.version, majorVersion(database.version), {
      serverlessV2AutoPauseSupported: true,
    }),
  });
  const cluster = new DatabaseCluster(scope, "Cluster", {
    ...commonServerProps(props),
    ...insightsProps(key),
    engine: version,
    clusterIdentifier: identifier,
    defaultDatabaseName: database.databaseName,
    securityGroups: [vpc.securityGroupFor(scope, addressOf("postgres", database.name))],
    backup: { retention: Duration.days(database.backupRetentionDays), preferredWindow: BACKUP_WINDOW },
    parameterGroup: new ParameterGroup(scope, "Parameters", {
      engine: version,
      description: identifier,
      parameters: serverParameters(database),
    }),
    writer: makeInstance(1, props),
    readers: Array.from({ length: engine.readers }, (_, index) => makeInstance(index + 2, props)),
    serverlessV2MinCapacity: engine.minCapacityAcu,
    serverlessV2MaxCapacity: engine.maxCapacityAcu,
    ...(engine.autoPauseMinutes === null
      ? {}
      : { serverlessV2AutoPauseDuration: Duration.minutes(engine.autoPauseMinutes) }),
  });
  return {
    resource: cluster,
    arn: cluster.clusterArn,
    host: cluster.clusterEndpoint.hostname,
    proxyTarget: { dbClusterIdentifiers: [cluster.clusterIdentifier] },
    metricDimensions: { DBClusterIdentifier: identifier },
  };
}

/** By number and not by role: at a failover writer and reader change places. */
const makeInstance = (number: number, { identifier, key }: DatabaseServerProps): IClusterInstance =>
  ClusterInstance.serverlessV2(`Instance${number}`, {
    instanceIdentifier: `${identifier}-${number}`,
    caCertificate: CA_CERTIFICATE,
    autoMinorVersionUpgrade: true,
    publiclyAccessible: false,
    enablePerformanceInsights: true,
    performanceInsightRetention: PerformanceInsightRetention.DEFAULT,
    performanceInsightEncryptionKey: key,
    // A reader that may be the writer in a moment must be as large as the writer is. Ignored for the writer itself.
    scaleWithWriter: true,
  });

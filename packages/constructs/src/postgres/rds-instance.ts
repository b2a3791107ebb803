import { addressOf, type ResolvedPostgresEngine } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import { InstanceType } from "aws-cdk-lib/aws-ec2";
import {
  DatabaseInstance,
  DatabaseInstanceEngine,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
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

type Rds = Extract<ResolvedPostgresEngine, { kind: "rds" }>;

/** One RDS PostgreSQL instance, with a standby in another zone when it is Multi-AZ. */
export function rdsInstance(scope: Construct, engine: Rds, props: DatabaseServerProps): DatabaseServer {
  const { database, identifier, vpc, key } = props;
  const version = DatabaseInstanceEngine.postgres({
    version: PostgresEngineVersion.of(database.version, majorVersion(database.version)),
  });
  const instance = new DatabaseInstance(scope, "Instance", {
    ...commonServerProps(props),
    ...insightsProps(key),
    engine: version,
    instanceIdentifier: identifier,
    databaseName: database.databaseName,
    instanceType: new InstanceType(engine.instanceClass),
    multiAz: engine.multiAz,
    // gp3 has 3000 IOPS at any size; gp2 earns them by the gigabyte.
    storageType: StorageType.GP3,
    allocatedStorage: engine.storageGib,
    maxAllocatedStorage: engine.maxStorageGib,
    securityGroups: [vpc.securityGroupFor(scope, addressOf("postgres", database.name))],
    publiclyAccessible: false,
    caCertificate: CA_CERTIFICATE,
    backupRetention: Duration.days(database.backupRetentionDays),
    preferredBackupWindow: BACKUP_WINDOW,
    deleteAutomatedBackups: !database.finalSnapshot,
    parameterGroup: new ParameterGroup(scope, "Parameters", {
      engine: version,
      description: identifier,
      parameters: serverParameters(database),
    }),
  });
  return {
    resource: instance,
    arn: instance.instanceArn,
    host: instance.dbInstanceEndpointAddress,
    proxyTarget: { dbInstanceIdentifiers: [instance.instanceIdentifier] },
    metricDimensions: { DBInstanceIdentifier: identifier },
  };
}

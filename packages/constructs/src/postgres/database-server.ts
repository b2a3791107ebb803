import type { ResolvedPostgres } from "@fairlead/model";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  CaCertificate,
  type CfnDBProxyTargetGroupProps,
  type Credentials,
  type DatabaseCluster,
  DatabaseInsightsMode,
  type DatabaseInstance,
  PerformanceInsightRetention,
} from "aws-cdk-lib/aws-rds";
import type { VpcStack } from "../vpc/vpc-stack.js";

/** What a database server is made from, whichever engine it is. */
export interface DatabaseServerProps {
  readonly database: ResolvedPostgres;
  /** The cluster's or the instance's identifier, known before it exists so that its log group can be made first. */
  readonly identifier: string;
  readonly vpc: VpcStack;
  readonly key: IKey;
  readonly masterUser: MasterUser;
  /** Enhanced Monitoring shows processes and disk of the host, for CloudWatch Logs' price. */
  readonly enhancedMonitoring: boolean;
}

/** Who keeps the master user's password. */
export type MasterUser =
  /** RDS makes it, keeps it in a secret of its own and rotates it. */
  | { readonly kind: "managed"; readonly credentials: Credentials }
  /** A secret of ours, which the app signs in with too. */
  | { readonly kind: "secret"; readonly credentials: Credentials };

/** A database server, as all that is around it needs it. */
export interface DatabaseServer {
  readonly resource: DatabaseCluster | DatabaseInstance;
  readonly arn: string;
  /** The name that clients connect to. */
  readonly host: string;
  readonly metricDimensions: Readonly<Record<string, string>>;
  /** How a proxy names it. */
  readonly proxyTarget: Pick<CfnDBProxyTargetGroupProps, "dbClusterIdentifiers" | "dbInstanceIdentifiers">;
}

/** RDS's own name for it; changing the name replaces the database. */
export const MASTER_USERNAME = "postgres";

/** What both engines take alike. */
export function commonServerProps({ database, vpc, key, masterUser, enhancedMonitoring }: DatabaseServerProps) {
  return {
    vpc: vpc.vpc,
    vpcSubnets: vpc.dataSubnets,
    credentials: masterUser.credentials,
    manageMasterUserPassword: masterUser.kind === "managed",
    port: database.port,
    storageEncrypted: true,
    storageEncryptionKey: key,
    copyTagsToSnapshot: true,
    deletionProtection: database.deletionProtection,
    removalPolicy: database.finalSnapshot ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
    // Passwords in Secrets Manager serve any client; IAM tokens live 15 minutes and would need support in the app.
    iamAuthentication: false,
    cloudwatchLogsExports: ["postgresql"],
    // Night between Saturday and Sunday in Europe and the Americas; the backup is taken before.
    preferredMaintenanceWindow: "sun:06:00-sun:07:00",
    autoMinorVersionUpgrade: true,
    ...(enhancedMonitoring ? { monitoringInterval: Duration.seconds(60) } : {}),
  };
}

/** UTC; after the backup comes the maintenance, which may restart the server. */
export const BACKUP_WINDOW = "04:00-05:00";

/**
 * A week of load by statement and wait costs nothing; more is billed, as is the advanced mode.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.html (2026-11)
 */
export const insightsProps = (key: IKey) => ({
  databaseInsightsMode: DatabaseInsightsMode.STANDARD,
  enablePerformanceInsights: true,
  performanceInsightRetention: PerformanceInsightRetention.DEFAULT,
  performanceInsightEncryptionKey: key,
});

/** RSA 2048, valid until 2061: every client library of the last ten years takes it. */
export const CA_CERTIFICATE = CaCertificate.RDS_CA_RSA2048_G1;

/** `16.13` belongs to `16`. */
export const majorVersion = (version: string): string => version.split(".")[0] ?? version;

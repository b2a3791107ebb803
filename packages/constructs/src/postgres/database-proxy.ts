import type { ResolvedApp, ResolvedDatabaseProxy, ResolvedPostgres } from "@fairlead/model";
import { Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnDBProxy, CfnDBProxyTargetGroup } from "aws-cdk-lib/aws-rds";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct, type IDependable } from "constructs";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { proxyName } from "../stacks/resource-names.js";
import { proxyAddress } from "../vpc/security-group-address.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import type { DatabaseServer } from "./database-server.js";

/** What a {@link DatabaseProxy} is made from. */
export interface DatabaseProxyProps {
  readonly app: ResolvedApp;
  readonly database: ResolvedPostgres;
  readonly proxy: ResolvedDatabaseProxy;
  readonly vpc: VpcStack;
  readonly key: IKey;
  /** One for each user whom the proxy lets in, as JSON of `username` and `password`. */
  readonly logins: readonly ISecret[];
}

/**
 * An RDS Proxy in front of a database. Who comes in must come with TLS and with the password of a user whose secret it holds; it signs
 * in to the database with the same. It lives in the data subnets: its way to Secrets Manager is RDS's own.
 */
export class DatabaseProxy extends Construct {
  readonly proxy: CfnDBProxy;
  /** What the proxy may do: read its secrets. */
  readonly role: Role;
  readonly logGroup: LogGroup;
  private readonly props: DatabaseProxyProps;

  constructor(scope: Construct, id: string, props: DatabaseProxyProps) {
    super(scope, id);
    this.props = props;
    const { app, database } = props;
    this.logGroup = new LogGroup(this, "Logs", {
      // The name that RDS writes to (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-managing.html, as of 2025); it would
      // make the group itself, without an end to its retention.
      logGroupName: `/aws/rds/proxy/${proxyName(app, database.name)}`,
      retention: logRetention(database.logRetentionDays),
      removalPolicy: removalPolicy(app),
    });
    this.role = this.makeRole();
    this.proxy = this.makeProxy();
    this.proxy.node.addDependency(this.role, this.logGroup);
  }

  /** The name that clients connect to. */
  get host(): string {
    return this.proxy.attrEndpoint;
  }

  /** Puts the proxy in front of its database, once the users are there whom it signs in. */
  attach(server: DatabaseServer, users: IDependable): CfnDBProxyTargetGroup {
    const { proxy } = this.props;
    const targets = new CfnDBProxyTargetGroup(this, "Targets", {
      dbProxyName: this.proxy.ref,
      // There is this one, and it is to be named (AWS::RDS::DBProxyTargetGroup, read 2026-11).
      targetGroupName: "default",
      ...server.proxyTarget,
      connectionPoolConfigurationInfo: {
        maxConnectionsPercent: proxy.connectionsPercent,
        // AWS's own half of it, said because it must not be more than what is above.
        maxIdleConnectionsPercent: Math.floor(proxy.connectionsPercent / 2),
        connectionBorrowTimeout: proxy.borrowTimeoutSeconds,
      },
    });
    targets.node.addDependency(server.resource, users);
    return targets;
  }

  private makeRole(): Role {
    const { database, key, logins } = this.props;
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("rds.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
      }),
      description: `The proxy of the database ${database.name}`,
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: "ReadLogins",
        actions: ["secretsmanager:GetSecretValue"],
        resources: logins.map(({ secretArn }) => secretArn),
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        sid: "DecryptLogins",
        actions: ["kms:Decrypt"],
        resources: [key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${stack.region}.amazonaws.com` } },
      }),
    );
    return role;
  }

  private makeProxy(): CfnDBProxy {
    const { app, database, proxy, vpc, logins } = this.props;
    return new CfnDBProxy(this, "Proxy", {
      dbProxyName: proxyName(app, database.name),
      engineFamily: "POSTGRESQL",
      auth: logins.map(({ secretArn }) => ({
        authScheme: "SECRETS",
        secretArn,
        iamAuth: "DISABLED",
        clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
      })),
      requireTls: true,
      idleClientTimeout: proxy.idleTimeoutSeconds,
      roleArn: this.role.roleArn,
      vpcSubnetIds: vpc.vpc.selectSubnets(vpc.dataSubnets).subnetIds,
      vpcSecurityGroupIds: [vpc.securityGroupFor(this, proxyAddress(database.name)).securityGroupId],
    });
  }
}

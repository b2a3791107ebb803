import { expectPresent } from "@fairlead/errors";
import type { DatabaseOutput, ResolvedApp, ResolvedPostgres } from "@fairlead/model";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Credentials } from "aws-cdk-lib/aws-rds";
import { CfnSecret, type ISecret, Secret, type SecretStringGenerator } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { boundedName, environmentPath, environmentPrefix } from "../stacks/resource-names.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { auroraCluster } from "./aurora-cluster.js";
import { connectionUrl } from "./connection-url.js";
import { CredentialsRotation } from "./credentials-rotation.js";
import { DatabaseProxy } from "./database-proxy.js";
import { type DatabaseServer, type DatabaseServerProps, MASTER_USERNAME, type MasterUser } from "./database-server.js";
import { rdsInstance } from "./rds-instance.js";
import { roleNames } from "./role-names.js";

/** What a {@link PostgresDatabase} is made from. */
export interface PostgresDatabaseProps {
  readonly app: ResolvedApp;
  readonly database: ResolvedPostgres;
  readonly vpc: VpcStack;
  readonly key: IKey;
}

/** Room for `-1` behind a cluster's identifier in those of its instances, which end at 63 characters. */
const IDENTIFIER_LENGTH = 60;

/** A PostgreSQL database: server, logs, the credentials that the app signs in with, and their rotation. */
export class PostgresDatabase extends Construct {
  /**
   * `<app>-<environment>-<name>`. CloudFormation refuses to replace what bears a fixed name, which is as well: a database that is
   * replaced comes up empty.
   */
  readonly identifier: string;
  readonly server: DatabaseServer;
  readonly logGroup: LogGroup;
  /** JSON: `username`, `password`, and beside them `engine`, `host`, `port`, `dbname`. */
  readonly credentials: Secret;
  /** Holds the whole `postgresql://` URL. */
  readonly url: CfnSecret;
  /** `null`: clients connect to the server itself. */
  readonly proxy: DatabaseProxy | null;
  /** `null`: the app signs in as the master user, whose password stays. */
  readonly rotation: CredentialsRotation | null;
  private readonly props: PostgresDatabaseProps;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    super(scope, id);
    this.props = props;
    const { app, database } = props;
    this.identifier = boundedName(`${environmentPrefix(app)}-${database.name}`, IDENTIFIER_LENGTH);
    this.credentials = this.makeCredentials();
    this.logGroup = new LogGroup(this, "Logs", {
      logGroupName: logGroupName(database, this.identifier),
      retention: logRetention(database.logRetentionDays),
      removalPolicy: removalPolicy(app),
    });
    this.server = this.makeServer();
    // RDS would make the group itself, without an end to its retention.
    this.server.resource.node.addDependency(this.logGroup);
    const logins = this.makeLogins();
    this.proxy =
      database.proxy === null ? null : new DatabaseProxy(this, "Proxy", { ...props, proxy: database.proxy, logins });
    this.url = new CfnSecret(this, "Url", {
      name: environmentPath(app, `databases/${database.name}/url`),
      description: `URL of the database ${database.name}`,
      kmsKeyId: props.key.keyArn,
      secretString: this.composeUrl(),
    });
    this.rotation = this.makeRotation(database.proxy === null ? [] : logins);
    this.proxy?.attach(this.server, this.rotation?.roles ?? this.credentials);
  }

  /** The name that clients connect to: the proxy's, where there is one. */
  get host(): string {
    return this.proxy?.host ?? this.server.host;
  }

  /** Of the cluster (Aurora) or the instance (RDS). */
  get arn(): string {
    return this.server.arn;
  }

  /** Of the cluster (Aurora) or the instance (RDS), in `AWS/RDS`. */
  get metricDimensions(): Readonly<Record<string, string>> {
    return this.server.metricDimensions;
  }

  /** One output for a container. What a rotation changes is read from the secrets, the rest is no secret. */
  value(output: DatabaseOutput): ContainerValue {
    const { database, key } = this.props;
    switch (output) {
      case "url":
        return { kind: "secret", secretArn: this.url.ref, jsonKey: null, keyArn: key.keyArn };
      case "user":
        return this.credentialsField("username");
      case "password":
        return this.credentialsField("password");
      case "host":
        return { kind: "plain", value: this.host };
      case "port":
        return { kind: "plain", value: String(database.port) };
      case "name":
        return { kind: "plain", value: database.databaseName };
      case "ssl-mode":
        return { kind: "plain", value: database.sslMode };
    }
  }

  private credentialsField(jsonKey: string): ContainerValue {
    return { kind: "secret", secretArn: this.credentials.secretArn, jsonKey, keyArn: this.props.key.keyArn };
  }

  private makeCredentials(): Secret {
    const { app, database, key } = this.props;
    const username = database.rotation.kind === "none" ? MASTER_USERNAME : roleNames(database.databaseName).logins[0];
    return new Secret(this, "Credentials", {
      secretName: environmentPath(app, `databases/${database.name}/credentials`),
      description: `What the app signs in to the database ${database.name} with`,
      encryptionKey: key,
      generateSecretString: loginOf(username),
    });
  }

  private makeServer(): DatabaseServer {
    const { app, database, vpc, key } = this.props;
    const serverProps: DatabaseServerProps = {
      database,
      identifier: this.identifier,
      vpc,
      key,
      masterUser: this.masterUser(),
      enhancedMonitoring: app.environment.tier === "production",
    };
    switch (database.engine.kind) {
      case "aurora-serverless":
        return auroraCluster(this, database.engine, serverProps);
      case "rds":
        return rdsInstance(this, database.engine, serverProps);
    }
  }

  private masterUser(): MasterUser {
    const { database, key } = this.props;
    return database.rotation.kind === "none"
      ? { kind: "secret", credentials: Credentials.fromSecret(this.credentials, MASTER_USERNAME) }
      : { kind: "managed", credentials: Credentials.fromUsername(MASTER_USERNAME, { encryptionKey: key }) };
  }

  /**
   * CloudFormation resolves the references as it makes the secret, with the rights of whoever deploys: `secretsmanager:GetSecretValue`
   * and `kms:Decrypt`. It does so again only when it updates the secret, and then gives the credentials that are current: what a
   * rotation has written is never put back. The master user stands there by name: turning rotation on or off changes the text,
   * which is what makes CloudFormation resolve it again.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html (2026-11)
   */
  private composeUrl(): string {
    const { database } = this.props;
    return connectionUrl({
      username:
        database.rotation.kind === "none"
          ? MASTER_USERNAME
          : this.credentials.secretValueFromJson("username").unsafeUnwrap(),
      password: this.credentials.secretValueFromJson("password").unsafeUnwrap(),
      host: this.host,
      port: database.port,
      databaseName: database.databaseName,
      sslMode: database.sslMode,
    });
  }

  /**
   * What a proxy knows its users by. Those who take turns have a secret each: the proxy must know both, since running tasks sign in as
   * the one while the other is given its new password. The function that makes the roles sees to it that both are true.
   */
  private makeLogins(): readonly ISecret[] {
    const { app, database, key } = this.props;
    if (database.proxy === null) return [];
    if (database.rotation.kind === "none") return [this.credentials];
    return roleNames(database.databaseName).logins.map(
      (username, index) =>
        new Secret(this, `Login${index + 1}`, {
          secretName: environmentPath(app, `databases/${database.name}/logins/${username}`),
          description: `What the proxy of the database ${database.name} knows ${username} by`,
          encryptionKey: key,
          generateSecretString: loginOf(username),
        }),
    );
  }

  private makeRotation(logins: readonly ISecret[]): CredentialsRotation | null {
    const { rotation } = this.props.database;
    if (rotation.kind === "none") return null;
    return new CredentialsRotation(this, "Rotation", {
      ...this.props,
      everyDays: rotation.everyDays,
      server: this.server,
      clientHost: this.host,
      logins,
      masterSecret: expectPresent(this.server.resource.secret, "The master user's secret, which RDS manages"),
      // The attachment writes host, port and database into the secret; who waits for it finds the secret whole.
      credentials: this.credentials.attach(this.server.resource),
      url: this.url,
    });
  }
}

/** A login with a password that a URL needs no escapes for. */
const loginOf = (username: string): SecretStringGenerator => ({
  secretStringTemplate: JSON.stringify({ username }),
  generateStringKey: "password",
  passwordLength: 32,
  excludePunctuation: true,
});

/**
 * The name that RDS sends its log to.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html (2026-11)
 */
const logGroupName = ({ engine }: ResolvedPostgres, identifier: string): string =>
  `/aws/rds/${engine.kind === "rds" ? "instance" : "cluster"}/${identifier}/postgresql`;

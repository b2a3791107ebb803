import { type Address, addressOf, extensionStatements, type ResolvedApp, type ResolvedPostgres } from "@fairlead/model";
import { CustomResource, Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, CfnPermission, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnRotationSchedule, type CfnSecret, type ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { bundledFunction } from "../functions/bundled-function.js";
import type { SettingsVariable } from "../functions/credentials-rotation/settings.js";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { clusterName, rotationFunctionName } from "../stacks/resource-names.js";
import { rotationAddress } from "../vpc/security-group-address.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import type { DatabaseServer } from "./database-server.js";
import { rotationStatements } from "./rotation-statements.js";

/** What a {@link CredentialsRotation} is made from. */
export interface CredentialsRotationProps {
  readonly app: ResolvedApp;
  readonly database: ResolvedPostgres;
  readonly vpc: VpcStack;
  readonly key: IKey;
  readonly everyDays: number;
  readonly server: DatabaseServer;
  /** The name that clients connect to, which may be a proxy's. */
  readonly clientHost: string;
  /** What a proxy knows each of the two roles by; empty without one. */
  readonly logins: readonly ISecret[];
  /** RDS's own secret of the master user. */
  readonly masterSecret: ISecret;
  readonly credentials: ISecret;
  readonly url: CfnSecret;
}

/** A new number makes the function look after the roles again, as a change of what it makes of them would need. */
const ROLES_REVISION = "1";

/**
 * Two roles that take turns: a function makes them as the database comes up, and later gives the resting one a new password, makes
 * it current in both secrets and replaces the tasks of the services that use them.
 */
export class CredentialsRotation extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
  /** The roles in the database. */
  readonly roles: CustomResource;
  readonly schedule: CfnRotationSchedule;
  private readonly props: CredentialsRotationProps;

  constructor(scope: Construct, id: string, props: CredentialsRotationProps) {
    super(scope, id);
    this.props = props;
    this.logGroup = new LogGroup(this, "Logs", {
      retention: logRetention(props.database.logRetentionDays),
      removalPolicy: removalPolicy(props.app),
    });
    this.role = this.makeRole();
    this.function = this.makeFunction();
    this.roles = this.makeRoles();
    this.schedule = this.makeSchedule();
  }

  private makeRole(): Role {
    const { app, database, key, credentials, url, masterSecret } = this.props;
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Rotates the credentials of the database ${database.name}`,
    });
    const statements = rotationStatements(stack, {
      credentialsArn: credentials.secretArn,
      urlArn: url.ref,
      masterArn: masterSecret.secretArn,
      keyArn: key.keyArn,
      loginArns: this.props.logins.map(({ secretArn }) => secretArn),
      serviceArns: servicesOf(app, database).map((service) =>
        stack.formatArn({ service: "ecs", resource: "service", resourceName: `${clusterName(app)}/${service}` }),
      ),
    });
    for (const statement of statements) role.addToPolicy(statement);
    role.addToPolicy(
      new PolicyStatement({
        sid: "WriteLog",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    return role;
  }

  private makeFunction(): LambdaFunction {
    const { app, database, vpc } = this.props;
    return new LambdaFunction(this, "Function", {
      functionName: rotationFunctionName(app, database.name),
      description: `Makes and rotates the credentials of the database ${database.name} (${app.name}, ${app.environment.name})`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundledFunction("credentials-rotation")),
      // A server that wakes or starts is waited for (`node-postgres.ts`), once for all that follows.
      timeout: Duration.minutes(5),
      memorySize: 256,
      role: this.role,
      logGroup: this.logGroup,
      vpc: vpc.vpc,
      vpcSubnets: vpc.functionSubnets,
      securityGroups: [vpc.securityGroupFor(this, rotationAddress(database.name))],
      environment: this.makeVariables(),
    });
  }

  private makeVariables(): Record<string, string> {
    const { app, database, server, clientHost, logins, credentials, url, masterSecret } = this.props;
    const settings: Record<SettingsVariable, string> = {
      CREDENTIALS_ARN: credentials.secretArn,
      URL_ARN: url.ref,
      MASTER_ARN: masterSecret.secretArn,
      HOST: server.host,
      CLIENT_HOST: clientHost,
      LOGIN_ARNS: logins.map(({ secretArn }) => secretArn).join(","),
      PREPARATION: JSON.stringify(extensionStatements(database.extensions)),
      PORT: String(database.port),
      DATABASE_NAME: database.databaseName,
      SSL_MODE: database.sslMode,
      CLUSTER: clusterName(app),
      SERVICES: servicesOf(app, database).join(","),
    };
    return settings;
  }

  private makeRoles(): CustomResource {
    const { database, server, clientHost, logins, credentials, url } = this.props;
    const roles = new CustomResource(this, "Roles", {
      resourceType: "Custom::DatabaseRoles",
      serviceToken: this.function.functionArn,
      serviceTimeout: Duration.minutes(10),
      properties: {
        Host: server.host,
        ...(logins.length === 0 ? {} : { ClientHost: clientHost }),
        // A new version of the engine brings new versions of extensions along.
        ...(database.extensions.length === 0 ? {} : { Extensions: database.extensions, Version: database.version }),
        DatabaseName: database.databaseName,
        Credentials: credentials.secretArn,
        Revision: ROLES_REVISION,
      },
    });
    // An Aurora cluster answers once an instance of it is up.
    roles.node.addDependency(server.resource, url);
    return roles;
  }

  private makeSchedule(): CfnRotationSchedule {
    const { credentials, everyDays } = this.props;
    const permission = new CfnPermission(this, "Invocation", {
      action: "lambda:InvokeFunction",
      functionName: this.function.functionArn,
      principal: "secretsmanager.amazonaws.com",
      sourceArn: credentials.secretArn,
    });
    const schedule = new CfnRotationSchedule(this, "Schedule", {
      secretId: credentials.secretArn,
      rotationLambdaArn: this.function.functionArn,
      rotationRules: { automaticallyAfterDays: everyDays },
      // The password was made a minute ago.
      rotateImmediatelyOnUpdate: false,
    });
    schedule.node.addDependency(this.roles, permission);
    return schedule;
  }
}

/** The services that are given this database's credentials, by name. Jobs read them each time they start. */
function servicesOf(app: ResolvedApp, database: ResolvedPostgres): readonly string[] {
  const to: Address = addressOf("postgres", database.name);
  return app.services
    .map(({ name }) => name)
    .filter((name) =>
      app.connections.some(
        (connection) =>
          connection.kind === "injection" && connection.from === addressOf("service", name) && connection.to === to,
      ),
    );
}

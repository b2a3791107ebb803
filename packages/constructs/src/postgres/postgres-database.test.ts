import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp, ResolvedPostgres } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { DataStack } from "../data/data-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { VpcStack } from "../vpc/vpc-stack.js";

const RDS = {
  kind: "rds",
  instanceClass: "t4g.micro",
  multiAz: true,
  storageGib: 20,
  maxStorageGib: 100,
} as const;

describe("an Aurora database", () => {
  it("is encrypted, backed up, protected, and leaves a last snapshot", () => {
    synthesize(aResolvedApp()).template.hasResource("AWS::RDS::DBCluster", {
      Properties: {
        DBClusterIdentifier: "llm-proxy-prod-main",
        EngineVersion: "16.13",
        StorageEncrypted: true,
        KmsKeyId: Match.anyValue(),
        BackupRetentionPeriod: 30,
        CopyTagsToSnapshot: true,
        DeletionProtection: true,
        EnableIAMDatabaseAuthentication: false,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
      },
      DeletionPolicy: "Snapshot",
      UpdateReplacePolicy: "Snapshot",
    });
  });

  it("has an instance for the writer and each reader, reachable from the VPC alone", () => {
    const { template } = synthesize(aResolvedApp());
    template.resourceCountIs("AWS::RDS::DBInstance", 2);
    template.allResourcesProperties("AWS::RDS::DBInstance", {
      DBInstanceClass: "db.serverless",
      PubliclyAccessible: false,
      CACertificateIdentifier: "rds-ca-rsa2048-g1",
      AutoMinorVersionUpgrade: true,
      EnablePerformanceInsights: true,
    });
  });

  it("turns clients without TLS away", () => {
    synthesize(aResolvedApp()).template.hasResourceProperties("AWS::RDS::DBClusterParameterGroup", {
      Family: "aurora-postgresql16",
      Parameters: Match.objectLike({ "rds.force_ssl": "1" }),
    });
  });

  it("pauses when idle where its minimum is 0, and goes without a trace where no snapshot is wanted", () => {
    const app = withDatabase({
      engine: { kind: "aurora-serverless", minCapacityAcu: 0, maxCapacityAcu: 1, readers: 0, autoPauseMinutes: 5 },
      deletionProtection: false,
      finalSnapshot: false,
    });
    synthesize(app).template.hasResource("AWS::RDS::DBCluster", {
      Properties: {
        ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 1, SecondsUntilAutoPause: 300 },
        DeletionProtection: false,
      },
      DeletionPolicy: "Delete",
    });
  });

  it("writes its log to a group that was made before it, with an end to its retention", () => {
    const { template } = synthesize(aResolvedApp());
    template.hasResourceProperties("AWS::Logs::LogGroup", {
      LogGroupName: "/aws/rds/cluster/llm-proxy-prod-main/postgresql",
      RetentionInDays: 180,
    });
    const [logGroup] = Object.keys(
      template.findResources("AWS::Logs::LogGroup", {
        Properties: { LogGroupName: "/aws/rds/cluster/llm-proxy-prod-main/postgresql" },
      }),
    );
    template.hasResource("AWS::RDS::DBCluster", { DependsOn: Match.arrayWith([expectPresent(logGroup, "log group")]) });
  });

  it("is watched as a host in production only", () => {
    const app = aResolvedApp();
    synthesize(app).template.allResourcesProperties("AWS::RDS::DBInstance", { MonitoringInterval: 60 });
    synthesize({
      ...app,
      environment: { ...app.environment, tier: "standard" },
    }).template.allResourcesProperties("AWS::RDS::DBInstance", { MonitoringInterval: Match.absent() });
  });
});

describe("an RDS database", () => {
  it("grows by itself, has a standby, and is encrypted, protected and backed up", () => {
    synthesize(withDatabase({ engine: RDS })).template.hasResource("AWS::RDS::DBInstance", {
      Properties: {
        DBInstanceIdentifier: "llm-proxy-prod-main",
        DBInstanceClass: "db.t4g.micro",
        MultiAZ: true,
        StorageType: "gp3",
        AllocatedStorage: "20",
        MaxAllocatedStorage: 100,
        StorageEncrypted: true,
        DeletionProtection: true,
        BackupRetentionPeriod: 30,
        CACertificateIdentifier: "rds-ca-rsa2048-g1",
        PubliclyAccessible: false,
        EnableCloudwatchLogsExports: ["postgresql"],
      },
      DeletionPolicy: "Snapshot",
      UpdateReplacePolicy: "Snapshot",
    });
  });

  it("names its metrics by the instance, Aurora by the cluster", () => {
    expect(synthesize(withDatabase({ engine: RDS })).stack.databaseMetricDimensions("main")).toEqual({
      DBInstanceIdentifier: "llm-proxy-prod-main",
    });
    expect(synthesize(aResolvedApp()).stack.databaseMetricDimensions("main")).toEqual({
      DBClusterIdentifier: "llm-proxy-prod-main",
    });
  });
});

describe.each([
  ["Aurora", withDatabase({ rotation: { kind: "none" } }), "AWS::RDS::DBCluster"],
  ["RDS", withDatabase({ rotation: { kind: "none" }, engine: RDS }), "AWS::RDS::DBInstance"],
] as const)("credentials of %s without rotation", (_, app, type) => {
  it("are the master user's, with the password by reference", () => {
    const { template } = synthesize(app);
    template.hasResourceProperties(type, {
      MasterUsername: "postgres",
      MasterUserPassword: {
        "Fn::Join": ["", Match.arrayWith(["{{resolve:secretsmanager:", ":SecretString:password::}}"])],
      },
      ManageMasterUserPassword: Match.absent(),
    });
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/databases/main/credentials",
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"postgres"}',
        GenerateStringKey: "password",
        PasswordLength: 32,
        ExcludePunctuation: true,
      },
    });
  });

  it("need no function", () => {
    const { template, stack } = synthesize(app);
    template.resourceCountIs("AWS::Lambda::Function", 0);
    template.resourceCountIs("AWS::SecretsManager::RotationSchedule", 0);
    expect(stack.databases.get("main")?.rotation).toBeNull();
  });
});

describe.each([
  ["Aurora", withDatabase({}), "AWS::RDS::DBCluster"],
  ["RDS", withDatabase({ engine: RDS }), "AWS::RDS::DBInstance"],
] as const)("credentials of %s with rotation", (_, app, type) => {
  it("leave the master user's password to RDS, encrypted with the environment's key", () => {
    synthesize(app).template.hasResourceProperties(type, {
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: Match.anyValue() },
      MasterUserPassword: Match.absent(),
    });
  });

  it("let the app sign in as the first of two roles", () => {
    synthesize(app).template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/databases/main/credentials",
      GenerateSecretString: Match.objectLike({ SecretStringTemplate: '{"username":"app_a"}' }),
    });
  });

  it("rotate by schedule, once the roles are there, and not right away", () => {
    const { template } = synthesize(app);
    const [roles] = Object.keys(template.findResources("Custom::DatabaseRoles"));
    template.hasResource("AWS::SecretsManager::RotationSchedule", {
      Properties: { RotationRules: { AutomaticallyAfterDays: 30 }, RotateImmediatelyOnUpdate: false },
      DependsOn: Match.arrayWith([expectPresent(roles, "The roles")]),
    });
  });

  it("wait with the roles until an instance answers", () => {
    const { template } = synthesize(app);
    for (const instance of Object.keys(template.findResources("AWS::RDS::DBInstance")))
      template.hasResource("Custom::DatabaseRoles", { DependsOn: Match.arrayWith([instance]) });
  });
});

describe("the rotation function", () => {
  it("may call UpdateService on exactly the services that use the database", () => {
    const { template } = synthesize(aResolvedApp());
    const [statement] = statementsOf(template, "RestartServices");
    expect(statement?.["Action"]).toBe("ecs:UpdateService");
    expect(JSON.stringify(statement?.["Resource"]).match(/service\/[^"]*/g)).toEqual([
      "service/llm-proxy-prod/dispatcher",
      "service/llm-proxy-prod/proxy",
    ]);
  });

  it("may use nothing by wildcard but its network interfaces", () => {
    const { template } = synthesize(aResolvedApp());
    const wide = statementsOf(template).filter(({ Resource }) => JSON.stringify(Resource).includes('"*"'));
    expect(wide.map(({ Sid }) => Sid)).toEqual(["JoinVpc"]);
  });

  it("can only be invoked by Secrets Manager for its own secret", () => {
    synthesize(aResolvedApp()).template.hasResourceProperties("AWS::Lambda::Permission", {
      Principal: "secretsmanager.amazonaws.com",
      SourceArn: { Ref: Match.stringLikeRegexp("Credentials") },
    });
  });

  it("runs in the VPC on a current Node, and knows whom to restart", () => {
    synthesize(aResolvedApp()).template.hasResourceProperties("AWS::Lambda::Function", {
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() },
      Environment: {
        Variables: Match.objectLike({
          SERVICES: "dispatcher,proxy",
          CLUSTER: "llm-proxy-prod",
        }),
      },
    });
  });
});

describe("what containers get of a database", () => {
  it("is secret where it is secret or changes, and plain where it is neither", () => {
    const { stack } = synthesize(aResolvedApp());
    expect(stack.databaseValue("main", "url")).toMatchObject({ kind: "secret", jsonKey: null });
    expect(stack.databaseValue("main", "user")).toMatchObject({ kind: "secret", jsonKey: "username" });
    expect(stack.databaseValue("main", "password")).toMatchObject({ kind: "secret", jsonKey: "password" });
    expect(stack.databaseValue("main", "host")).toMatchObject({ kind: "plain" });
    expect(stack.databaseValue("main", "port")).toEqual({ kind: "plain", value: "5432" });
    expect(stack.databaseValue("main", "name")).toEqual({ kind: "plain", value: "app" });
    expect(stack.databaseValue("main", "ssl-mode")).toEqual({ kind: "plain", value: "require" });
  });

  it("is a URL whose user and password are references", () => {
    const { template } = synthesize(aResolvedApp());
    const [url] = Object.values(
      template.findResources("AWS::SecretsManager::Secret", {
        Properties: { Name: "llm-proxy/prod/databases/main/url" },
      }),
    );
    expect(flatText(url)).toMatch(
      /postgresql:\/\/\{\{resolve:secretsmanager:<>:SecretString:username::\}\}:\{\{resolve:secretsmanager:<>:SecretString:password::\}\}@<>:5432\/app\?sslmode=require/,
    );
  });
});

function withDatabase(change: Partial<ResolvedPostgres>): ResolvedApp {
  const app = aResolvedApp();
  return { ...app, databases: app.databases.map((database) => ({ ...database, ...change })) };
}

function synthesize(app: ResolvedApp): { readonly stack: DataStack; readonly template: Template } {
  const scope = new App({ context: { ...appContext() } });
  const vpc = new VpcStack(scope, "Vpc", { app });
  const secrets = new SecretsStack(scope, "Secrets", { app });
  const stack = new DataStack(scope, "Data", { app, vpc, secrets });
  return { stack, template: Template.fromStack(stack) };
}

function statementsOf(template: Template, sid?: string): readonly Record<string, unknown>[] {
  const statements = Object.values(template.findResources("AWS::IAM::Policy")).flatMap((policy) =>
    readStatements(policy),
  );
  return sid === undefined ? statements : statements.filter(({ Sid }) => Sid === sid);
}

function readStatements(policy: unknown): readonly Record<string, unknown>[] {
  const document = field(field(field(policy, "Properties"), "PolicyDocument"), "Statement");
  return Array.isArray(document) ? document.map((statement: unknown) => Object.fromEntries(entries(statement))) : [];
}

const entries = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];
const field = (value: unknown, name: string): unknown => entries(value).find(([key]) => key === name)?.[1];

/** The text of a joined SecretString with `<>` for each reference. */
function flatText(resource: unknown): string {
  const join = field(field(field(resource, "Properties"), "SecretString"), "Fn::Join");
  const parts: unknown = Array.isArray(join) ? join[1] : [];
  return Array.isArray(parts) ? parts.map((part: unknown) => (typeof part === "string" ? part : "<>")).join("") : "";
}

import type { ResolvedApp, ResolvedPostgres } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Capture, Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { DataStack } from "../data/data-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { ruleKey, securityGroupRules } from "../vpc/security-group-rules.js";
import { VpcStack } from "../vpc/vpc-stack.js";

const PROXY = { connectionsPercent: 90, borrowTimeoutSeconds: 30, idleTimeoutSeconds: 1800 };
const RDS = { kind: "rds", instanceClass: "r6g.large", multiAz: true, storageGib: 100, maxStorageGib: 500 } as const;
const AUTH = { AuthScheme: "SECRETS", IAMAuth: "DISABLED", ClientPasswordAuthType: "POSTGRES_SCRAM_SHA_256" };

describe("a proxy in front of a database", () => {
  it("asks for TLS, and stands in the data subnets of every zone", () => {
    const VpcSubnetIds = new Capture();
    synthesize(withProxy()).template.hasResourceProperties("AWS::RDS::DBProxy", {
      DBProxyName: "llm-proxy-prod-main",
      EngineFamily: "POSTGRESQL",
      RequireTLS: true,
      IdleClientTimeout: 1800,
      VpcSubnetIds,
    });
    expect(VpcSubnetIds.asArray()).toHaveLength(3);
  });

  it("knows both roles that take turns, by a secret each", () => {
    const { template } = synthesize(withProxy());
    template.hasResourceProperties("AWS::RDS::DBProxy", {
      Auth: [Match.objectLike(AUTH), Match.objectLike(AUTH)],
    });
    for (const login of ["app_a", "app_b"])
      template.hasResourceProperties("AWS::SecretsManager::Secret", {
        Name: `llm-proxy/prod/databases/main/logins/${login}`,
        GenerateSecretString: Match.objectLike({ SecretStringTemplate: `{"username":"${login}"}` }),
      });
  });

  it("knows the master user alone where credentials don't rotate", () => {
    const { template } = synthesize(withProxy({ rotation: { kind: "none" } }));
    template.hasResourceProperties("AWS::RDS::DBProxy", { Auth: [Match.objectLike(AUTH)] });
    template.resourceCountIs("AWS::Lambda::Function", 0);
  });

  it.each([
    ["a cluster", withProxy(), { DBClusterIdentifiers: [Match.anyValue()] }],
    ["an instance", withProxy({ engine: RDS }), { DBInstanceIdentifiers: [Match.anyValue()] }],
  ])("leads to %s, with a tenth of its connections left for others", (_, app, target) => {
    synthesize(app).template.hasResourceProperties("AWS::RDS::DBProxyTargetGroup", {
      TargetGroupName: "default",
      ...target,
      ConnectionPoolConfigurationInfo: {
        MaxConnectionsPercent: 90,
        MaxIdleConnectionsPercent: 45,
        ConnectionBorrowTimeout: 30,
      },
    });
  });

  it("waits for the roles before it signs them in", () => {
    const [targets] = Object.values(synthesize(withProxy()).template.findResources("AWS::RDS::DBProxyTargetGroup"));
    expect(targets?.["DependsOn"]).toContainEqual(expect.stringContaining("Roles"));
  });

  it("is what clients are told: in the URL, as the host, and by the function that rotates", () => {
    const { stack, template } = synthesize(withProxy());
    const endpoint = { "Fn::GetAtt": [Match.stringLikeRegexp("Proxy"), "Endpoint"] };
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/databases/main/url",
      SecretString: { "Fn::Join": ["", Match.arrayWith([endpoint])] },
    });
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: Match.objectLike({ CLIENT_HOST: endpoint }) },
    });
    expect(stack.resolve(stack.databaseValue("main", "host"))).toMatchObject({
      value: { "Fn::GetAtt": [expect.stringContaining("Proxy"), "Endpoint"] },
    });
  });

  it("may read its logins and nothing else", () => {
    synthesize(withProxy()).template.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: [
          {
            Sid: "ReadLogins",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: [Match.anyValue(), Match.anyValue()],
          },
          Match.objectLike({ Sid: "DecryptLogins", Action: "kms:Decrypt", Condition: Match.anyValue() }),
        ],
      },
    });
  });

  it("is the only way: callers come to it, it comes to the database, and only the rotation comes there besides", () => {
    const keys = securityGroupRules(withProxy()).map(ruleKey);
    expect(keys).toContain("in databases.main.proxy services.proxy 5432");
    expect(keys.filter((key) => key.startsWith("in databases.main "))).toEqual([
      "in databases.main databases.main.proxy 5432",
      "in databases.main databases.main.rotation 5432",
    ]);
    expect(keys.filter((key) => key.startsWith("out services.proxy databases.main "))).toEqual([]);
  });

  it("writes its log where it ends some day", () => {
    synthesize(withProxy()).template.hasResourceProperties("AWS::Logs::LogGroup", {
      LogGroupName: "/aws/rds/proxy/llm-proxy-prod-main",
      RetentionInDays: 180,
    });
  });
});

describe("extensions of a database whose credentials rotate", () => {
  it("are made by the function that makes the roles, anew with each version of the engine", () => {
    const { template } = synthesize(withProxy({ proxy: null, extensions: ["vector"] }));
    template.hasResourceProperties("Custom::DatabaseRoles", { Extensions: ["vector"], Version: "16.13" });
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: {
        Variables: Match.objectLike({
          PREPARATION: JSON.stringify([
            'CREATE EXTENSION IF NOT EXISTS "vector" CASCADE',
            'ALTER EXTENSION "vector" UPDATE',
          ]),
        }),
      },
    });
  });
});

function withProxy(change: Partial<ResolvedPostgres> = {}): ResolvedApp {
  const app = aResolvedApp();
  return { ...app, databases: app.databases.map((database) => ({ ...database, proxy: PROXY, ...change })) };
}

function synthesize(app: ResolvedApp): { readonly stack: DataStack; readonly template: Template } {
  const scope = new App({ context: { ...appContext() } });
  const vpc = new VpcStack(scope, "Vpc", { app });
  const secrets = new SecretsStack(scope, "Secrets", { app });
  const stack = new DataStack(scope, "Data", { app, vpc, secrets });
  return { stack, template: Template.fromStack(stack) };
}

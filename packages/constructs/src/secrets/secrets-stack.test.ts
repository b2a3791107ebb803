import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { SecretsStack } from "./secrets-stack.js";

describe("SecretsStack", () => {
  it("has one key that renews itself and outlives a protected environment", () => {
    const template = synthesize(aResolvedApp());
    template.resourceCountIs("AWS::KMS::Key", 1);
    template.hasResource("AWS::KMS::Key", {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
    });
    template.hasResourceProperties("AWS::KMS::Alias", { AliasName: "alias/llm-proxy-prod" });
  });

  it("keeps the secrets of a protected environment, but not those of a first deployment that failed", () => {
    const template = synthesize(aResolvedApp());
    template.allResources("AWS::SecretsManager::Secret", { DeletionPolicy: "RetainExceptOnCreate" });
  });

  it("lets the key and the secrets go with an environment that is not protected and leaves no snapshots", () => {
    const template = synthesize({ ...unprotected(), databases: [], caches: [] });
    template.hasResource("AWS::KMS::Key", { DeletionPolicy: "Delete" });
    template.allResources("AWS::SecretsManager::Secret", { DeletionPolicy: "Delete" });
  });

  it("keeps the key wherever a last snapshot is kept that nobody could read without it", () => {
    const app = unprotected();
    const [database] = app.databases;
    if (database === undefined) throw new TypeError("The example has a database.");
    const template = synthesize({ ...app, caches: [], databases: [{ ...database, finalSnapshot: true }] });
    template.hasResource("AWS::KMS::Key", { DeletionPolicy: "RetainExceptOnCreate" });
  });

  it("keeps the key wherever a cache leaves snapshots", () => {
    const app = unprotected();
    const [cache] = app.caches;
    if (cache === undefined) throw new TypeError("The example has a cache.");
    const template = synthesize({ ...app, databases: [], caches: [{ ...cache, snapshotRetentionDays: 1 }] });
    template.hasResource("AWS::KMS::Key", { DeletionPolicy: "RetainExceptOnCreate" });
  });

  it("admits to the key, of AWS's services, only alarms and budgets of its own account", () => {
    const template = synthesize(aResolvedApp());
    template.hasResourceProperties("AWS::KMS::Key", {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: Match.objectLike({ StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } }),
          }),
        ]),
      },
    });
  });

  it("encrypts every secret with the key and names it by app and environment", () => {
    const template = synthesize(aResolvedApp());
    template.allResourcesProperties("AWS::SecretsManager::Secret", {
      KmsKeyId: Match.anyValue(),
      Name: Match.stringLikeRegexp("^llm-proxy/prod/"),
    });
  });

  it("makes a token of letters and digits", () => {
    synthesize(aResolvedApp()).hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/management-token",
      GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true, IncludeSpace: false },
    });
  });

  it("makes a key of 64 hexadecimal digits", () => {
    synthesize(aResolvedApp()).hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/encryption-key",
      GenerateSecretString: {
        PasswordLength: 64,
        ExcludeUppercase: true,
        ExcludePunctuation: true,
        ExcludeCharacters: "ghijklmnopqrstuvwxyz",
      },
    });
  });

  it("leaves a secret of the operator's without any value", () => {
    synthesize(aResolvedApp()).hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/openai-api-key",
      SecretString: Match.absent(),
      GenerateSecretString: Match.absent(),
    });
  });

  it("writes plain settings to SSM under the app and the environment", () => {
    synthesize(aResolvedApp()).hasResourceProperties("AWS::SSM::Parameter", {
      Name: "/llm-proxy/prod/log-level",
      Type: "String",
      Value: "info",
    });
  });

  it("gives containers complete secret ARNs with the key, and parameter ARNs", () => {
    const stack = new SecretsStack(new App(), "Secrets", { app: aResolvedApp() });
    const arn: unknown = stack.resolve(stack.secrets.get("openai-api-key")?.ref);
    expect(stack.resolve(stack.secretValue("openai-api-key", "token"))).toMatchObject({
      kind: "secret",
      secretArn: arn,
      jsonKey: "token",
    });
    expect(JSON.stringify(stack.resolve(stack.parameterValue("log-level")))).toContain(
      ":parameter/llm-proxy/prod/log-level",
    );
    expect(() => stack.secretValue("unknown", null)).toThrow("Secret unknown");
  });
});

const synthesize = (app: ResolvedApp): Template => Template.fromStack(new SecretsStack(new App(), "Secrets", { app }));

const unprotected = (): ResolvedApp => {
  const app = aResolvedApp({ ingress: null });
  return { ...app, databases: app.databases.map((database) => ({ ...database, deletionProtection: false })) };
};

import type { ResolvedApp, ResolvedCache } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { DataStack } from "../data/data-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { VpcStack } from "../vpc/vpc-stack.js";
import { parameterGroupFamily } from "./cache-parameters.js";
import { replicationGroupId } from "./replication-group-name.js";

describe("a cache", () => {
  it("speaks TLS only, asks for its token, and is encrypted at rest with the environment's key", () => {
    synthesize(aResolvedApp()).template.hasResourceProperties("AWS::ElastiCache::ReplicationGroup", {
      ReplicationGroupId: "llm-proxy-prod-cache",
      Engine: "valkey",
      EngineVersion: "8.1",
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
      KmsKeyId: Match.anyValue(),
      AuthToken: { "Fn::Join": ["", ["{{resolve:secretsmanager:", Match.anyValue(), ":SecretString:::}}"]] },
    });
  });

  it("fails over to a replica in another zone where it has one", () => {
    synthesize(aResolvedApp()).template.hasResourceProperties("AWS::ElastiCache::ReplicationGroup", {
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
    });
    synthesize(withCache({ replicas: 0 })).template.hasResourceProperties("AWS::ElastiCache::ReplicationGroup", {
      NumCacheClusters: 1,
      AutomaticFailoverEnabled: false,
      MultiAZEnabled: false,
    });
  });

  it("leaves a last snapshot where snapshots are taken at all", () => {
    synthesize(aResolvedApp()).template.hasResource("AWS::ElastiCache::ReplicationGroup", {
      Properties: { SnapshotRetentionLimit: 7, SnapshotWindow: "04:00-05:00" },
      DeletionPolicy: "Snapshot",
      UpdateReplacePolicy: "Snapshot",
    });
    synthesize(withCache({ snapshotRetentionDays: 0 })).template.hasResource("AWS::ElastiCache::ReplicationGroup", {
      Properties: { SnapshotRetentionLimit: 0, SnapshotWindow: Match.absent() },
      DeletionPolicy: "Delete",
    });
  });

  it("evicts as it was told", () => {
    synthesize(
      withCache({ engine: "redis", version: "7.1", evictionPolicy: "noeviction" }),
    ).template.hasResourceProperties("AWS::ElastiCache::ParameterGroup", {
      CacheParameterGroupFamily: "redis7",
      Properties: { "maxmemory-policy": "noeviction" },
    });
  });

  it("gives containers a rediss URL and the token as secrets, the host and the port in plain", () => {
    const { stack, template } = synthesize(aResolvedApp());
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/caches/cache/url",
      SecretString: {
        "Fn::Join": [
          "",
          [
            "rediss://:{{resolve:secretsmanager:",
            Match.anyValue(),
            ":SecretString:::}}@",
            { "Fn::GetAtt": [Match.anyValue(), "PrimaryEndPoint.Address"] },
            ":6379",
          ],
        ],
      },
    });
    expect(stack.cacheValue("cache", "url")).toMatchObject({ kind: "secret", jsonKey: null });
    expect(stack.cacheValue("cache", "password")).toMatchObject({ kind: "secret", jsonKey: null });
    expect(stack.cacheValue("cache", "host")).toMatchObject({ kind: "plain" });
    expect(stack.cacheValue("cache", "port")).toEqual({ kind: "plain", value: "6379" });
  });

  it("names the metrics of each node", () => {
    expect(synthesize(aResolvedApp()).stack.cacheMetricDimensions("cache")).toEqual([
      { CacheClusterId: "llm-proxy-prod-cache-001" },
      { CacheClusterId: "llm-proxy-prod-cache-002" },
    ]);
  });
});

describe("names of a cache", () => {
  it.each([
    ["valkey", "8.1", "valkey8"],
    ["valkey", "7.2", "valkey7"],
    ["redis", "7.1", "redis7"],
    ["redis", "6.2", "redis6.x"],
  ] as const)("puts %s %s in the family %s", (engine, version, family) => {
    expect(parameterGroupFamily({ engine, version })).toBe(family);
  });

  it("holds a long id to 40 characters and keeps two of the same beginning apart", () => {
    const app = aResolvedApp({ name: "a-proxy-with-quite-a-long-name" });
    const first = replicationGroupId(app, "responses-of-models");
    const second = replicationGroupId(app, "responses-of-people");
    expect(first.length).toBeLessThanOrEqual(40);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^[a-z](-?[a-z0-9])*$/);
  });
});

function withCache(change: Partial<ResolvedCache>): ResolvedApp {
  const app = aResolvedApp();
  return { ...app, caches: app.caches.map((cache) => ({ ...cache, ...change })) };
}

function synthesize(app: ResolvedApp): { readonly stack: DataStack; readonly template: Template } {
  const scope = new App();
  const vpc = new VpcStack(scope, "Vpc", { app });
  const secrets = new SecretsStack(scope, "Secrets", { app });
  const stack = new DataStack(scope, "Data", { app, vpc, secrets });
  return { stack, template: Template.fromStack(stack) };
}

import { itKeepsReleases, itKeepsSecrets } from "@fairlead/deploy/testing";
import { type LogQuery, processClock } from "@fairlead/deploy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmulatedAws, startEmulatedAws } from "../testing/emulated-aws.js";
import { pushImage, pushIndex } from "../testing/pushed-images.js";
import { applicationAutoscaling, cloudWatch, ecr, ecs, logs, secretsManager } from "./resources/calls.js";

describe("the adapters of deploy to AWS, against an emulator", () => {
  let aws: EmulatedAws;

  beforeAll(async () => {
    aws = await startEmulatedAws();
  }, 300_000);

  afterAll(async () => {
    await aws.stop();
  });

  describe("releases in S3", () => {
    let opened = 0;
    itKeepsReleases(() => {
      opened += 1;
      return Promise.resolve({ store: aws.ports.releaseStore, prefix: `app-${opened}/prod/releases/` });
    });
  });

  describe("secrets in Secrets Manager", () => {
    itKeepsSecrets(() => {
      const make = async (Name: string, SecretString: string | null): Promise<void> => {
        await secretsManager(aws.api, "CreateSecret", { Name, ...(SecretString === null ? {} : { SecretString }) });
      };
      return Promise.resolve({ store: aws.ports.secretStore, make });
    }, "llm-proxy/prod/");
  });

  it("empties a repository in which an index names images, and leaves others alone", async () => {
    for (const repositoryName of ["full", "other"]) await ecr(aws.front, "CreateRepository", { repositoryName });
    await pushIndex(aws.front, "full", "v1");
    await pushImage(aws.front, "full", { architecture: "arm64", version: "v2", tag: "v2" });
    const kept = await pushImage(aws.front, "other", { architecture: "arm64", version: "v2", tag: "v2" });
    await aws.ports.emptying.emptyRepository("full");
    expect(await ecr(aws.front, "ListImages", { repositoryName: "full" })).toMatchObject({ imageIds: [] });
    expect(await aws.ports.registry.youngest("other")).toMatchObject({ digest: kept });
    await expect(aws.ports.emptying.emptyRepository("never-made")).resolves.toBeUndefined();
  });

  it("reads a log in the order of time, in a span of it and by a filter, and says of an absent one that it isn't there", async () => {
    const [logGroupName, logStreamName] = ["/llm-proxy/prod/proxy", "proxy/proxy/task"];
    await logs(aws.front, "CreateLogGroup", { logGroupName });
    await logs(aws.front, "CreateLogStream", { logGroupName, logStreamName });
    const now = processClock.nowMs();
    const logEvents = ["one", "two", "three"].map((message, at) => ({ timestamp: now + at, message: `${message}\n` }));
    await logs(aws.front, "PutLogEvents", { logGroupName, logStreamName, logEvents });
    const query = { group: logGroupName, streams: null, fromMs: now, untilMs: null, filter: null, page: null };
    const texts = async (change: Partial<LogQuery>) =>
      (await aws.ports.logs.read({ ...query, ...change })).lines.map(({ text }) => text);
    expect(await texts({})).toEqual(["one", "two", "three"]);
    expect(await texts({ fromMs: now + 1, untilMs: now + 1 })).toEqual(["two"]);
    expect(await texts({ filter: "three" })).toEqual(["three"]);
    const absent = aws.ports.logs.read({ ...query, group: "/absent" });
    await expect(absent).rejects.toMatchObject({ problems: [{ code: "AwsNotFound" }] });
  });

  it("tells the states of the alarms of a prefix alone", async () => {
    const alarm = { MetricName: "m", Namespace: "n", Statistic: "Sum", Period: 60, EvaluationPeriods: 1, Threshold: 1 };
    for (const AlarmName of ["shop-prod-errors", "shop-staging-errors"])
      await cloudWatch(aws.front, "PutMetricAlarm", {
        ...alarm,
        AlarmName,
        ComparisonOperator: "GreaterThanThreshold",
      });
    const rings = { AlarmName: "shop-prod-errors", StateValue: "ALARM", StateReason: "3 errors" };
    await cloudWatch(aws.front, "SetAlarmState", rings);
    expect(await aws.ports.alarms.states("shop-prod-")).toMatchObject([
      { name: "shop-prod-errors", state: "ALARM", reason: "3 errors" },
    ]);
    expect((await aws.ports.alarms.states("shop-staging-")).map(({ state }) => state)).not.toContain("ALARM");
  });

  it("changes the range of a scaled service and leaves it suspended, and knows nothing of one that isn't scaled", async () => {
    const service = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" };
    await ecs(aws.front, "CreateCluster", { clusterName: "shop" });
    const containerDefinitions = [{ name: "api", image: "image", memory: 128 }];
    await ecs(aws.front, "RegisterTaskDefinition", { family: "api", containerDefinitions });
    await ecs(aws.front, "CreateService", {
      cluster: "shop",
      serviceName: "api",
      taskDefinition: "api",
      desiredCount: 1,
    });
    const ResourceId = "service/shop/api";
    const range = { MinCapacity: 1, MaxCapacity: 2 };
    await applicationAutoscaling(aws.front, "RegisterScalableTarget", { ...service, ResourceId, ...range });
    const { scaling } = aws.ports;
    expect(await scaling.target("shop", "api")).toEqual({ minTasks: 1, maxTasks: 2, suspended: false, policies: [] });
    await scaling.suspend("shop", "api", true);
    await scaling.changeRange("shop", "api", { minTasks: 2, maxTasks: 5 });
    expect(await scaling.target("shop", "api")).toMatchObject({ minTasks: 2, maxTasks: 5, suspended: true });
    await scaling.suspend("shop", "api", false);
    expect(await scaling.target("shop", "api")).toMatchObject({ suspended: false });
    expect(await scaling.target("shop", "other")).toBeNull();
  });

  it("finds the public hosted zones of exactly a name, with their name servers", async () => {
    for (const name of ["example.com", "a.example.com", "example.com.org"]) await makeZone(name);
    const [zone, ...others] = await aws.ports.hostedZones.named("example.com");
    expect(others).toEqual([]);
    expect(zone?.id).toMatch(/^[A-Z0-9]+$/);
    expect(zone?.name).toBe("example.com");
    expect(zone?.nameServers.join()).toMatch(/^ns-[^.,]+\.[^,]*[^.,](,|$)/);
    expect(await aws.ports.hostedZones.named("absent.example.com")).toEqual([]);
  });

  const makeZone = (name: string): Promise<string> => {
    const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}.</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`;
    const path = "/2013-04-01/hostedzone";
    return aws.front.rest({ service: "route53", method: "POST", path, body, contentType: "text/xml" });
  };
});

import { type EnvValue, image, rabbitmq, redis, service, type QueueDepthOptions, valkey } from "@fairlead/model";
import { type DescriptionChange, resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

const cache = valkey("cache");
const broker = rabbitmq("tasks", { engine: "container" });
const jobs = { cache, stream: "jobs", group: "workers" };

function templatesOf(of: QueueDepthOptions["of"], change?: DescriptionChange) {
  const tasks = { min: 0, max: 3, queueDepth: { of, messagesPerTask: 10 } };
  const named: Readonly<Record<string, EnvValue>> =
    "cache" in of ? { REDIS_URL: of.cache === cache ? cache.url : existing.url } : { AMQP_URL: broker.url };
  const roots = { services: ["a", "b"].map((name) => service(name, { image: image("app"), tasks, env: named })) };
  const stacks = buildStacks(new App({ context: { ...appContext() } }), resolveRoots(roots, change));
  return {
    ecs: Template.fromStack(stacks.ecs),
    vpc: Template.fromStack(stacks.vpc),
    observability: Template.fromStack(stacks.observability),
  };
}

const existing = redis("old", {
  adopt: {
    host: "old.example.com",
    securityGroupId: "sg-0123456789abcdef0",
    urlSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:old-url-AbCdEf",
    urlKey: "url",
  },
});

/** The statements of the function's role, by their ids. */
function rightsOf(template: Template): Record<string, unknown> {
  const policies = Object.values(
    template.findResources("AWS::IAM::Policy", { Properties: { PolicyName: Match.stringLikeRegexp("^Depth.*Role") } }),
  );
  return { policies };
}

const waysOf = (vpc: Template): string[] =>
  Object.values(vpc.findResources("AWS::EC2::SecurityGroupEgress"))
    .map(
      ({
        Properties: properties,
      }: {
        readonly Properties?: { readonly Description?: unknown; readonly ToPort?: unknown };
      }) => `${String(properties?.Description)} ${String(properties?.ToPort)}`,
    )
    .filter((way) => way.includes(".depth"))
    .toSorted();

describe("what measures a stream", () => {
  const { ecs, vpc, observability } = templatesOf(jobs);

  it("runs each minute, once for all services that are scaled on its cache", () => {
    ecs.resourcePropertiesCountIs("AWS::Lambda::Function", { FunctionName: "shop-test-cache-depth" }, 1);
    ecs.hasResourceProperties("AWS::Scheduler::Schedule", {
      Name: "shop-test-cache-depth",
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: Match.objectLike({
        Input: '{"time":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 },
      }),
    });
    ecs.hasResourceProperties("AWS::Lambda::EventInvokeConfig", { MaximumRetryAttempts: 0 });
  });

  it("publishes under the names that the alarms read", () => {
    const dimensions = { Cache: "cache", Stream: "jobs", Group: "workers" };
    ecs.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "shop-test-cache-depth",
      Environment: {
        Variables: {
          NAMESPACE: "shop/test/work",
          KIND: "streams",
          SERIES: JSON.stringify([{ stream: "jobs", group: "workers", dimensions }]),
          URL_ARN: Match.anyValue(),
          URL_KEY: "",
        },
      },
    });
    const metric = {
      Namespace: "shop/test/work",
      MetricName: "Depth",
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    };
    ecs.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "shop-test-a-work-waits",
      Metrics: [Match.objectLike({ MetricStat: Match.objectLike({ Metric: metric }), ReturnData: true })],
    });
  });

  it("takes no tasks away while nobody can measure, and rings then", () => {
    ecs.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "shop-test-a-nothing-waits",
      TreatMissingData: "notBreaching",
    });
    ecs.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "shop-test-a-work-waits",
      TreatMissingData: "notBreaching",
    });
    observability.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "shop-test-cache-jobs-workers-unmeasured",
      TreatMissingData: "breaching",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Statistic: "SampleCount",
      AlarmActions: Match.anyValue(),
    });
  });

  it("reads the URL of its cache and no other secret", () => {
    const { policies } = rightsOf(ecs);
    expect(JSON.stringify(policies).match(/secretsmanager:[A-Za-z]+/gu)).toEqual(["secretsmanager:GetSecretValue"]);
    expect(JSON.stringify(policies)).toContain("CachecacheUrl");
  });

  it("reaches its cache and, without an endpoint, Secrets Manager over HTTPS", () => {
    expect(waysOf(vpc)).toEqual([
      "caches.cache.depth to Secrets Manager 443",
      "caches.cache.depth to caches.cache: depth of waiting work 6379",
    ]);
  });

  it("goes to Secrets Manager by the endpoint where there is no NAT", () => {
    expect(waysOf(templatesOf(jobs, { environment: { tier: "minimal" } }).vpc)).toEqual([
      "caches.cache.depth to caches.cache: depth of waiting work 6379",
      "caches.cache.depth to network.endpoints: AWS APIs 443",
    ]);
  });

  it("signs in to a cache that exists already by the secret that holds its URL", () => {
    const network = {
      adopt: {
        vpcId: "vpc-0123456789abcdef0",
        zones: ["us-east-1a", "us-east-1b"],
        publicSubnets: ["subnet-0000000a", "subnet-0000000b"],
        privateSubnets: ["subnet-0000001a", "subnet-0000001b"],
        egress: "nat",
      },
    } as const;
    const made = templatesOf({ ...jobs, cache: existing }, { environment: { network } });
    made.ecs.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "shop-test-old-depth",
      Environment: {
        Variables: Match.objectLike({
          URL_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:old-url-AbCdEf",
          URL_KEY: "url",
        }),
      },
    });
  });
});

describe("what measures the queues of a broker in a container", () => {
  const { ecs, vpc } = templatesOf({ broker, queue: "prompts" });

  it("asks the broker's plugin for metrics, found by DNS", () => {
    ecs.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "shop-test-tasks-depth",
      Environment: {
        Variables: {
          NAMESPACE: "shop/test/work",
          KIND: "queues",
          METRICS_URL: "http://tasks.shop-test.internal:15692",
          SERIES: JSON.stringify([
            {
              queue: "prompts",
              virtualHost: "/",
              dimensions: { Broker: "tasks", VirtualHost: "/", Queue: "prompts" },
            },
          ]),
        },
      },
    });
    ecs.hasResourceProperties("AWS::ServiceDiscovery::Service", { Name: "tasks" });
  });

  it("reads no secret, and reaches the broker's metrics alone", () => {
    expect(JSON.stringify(rightsOf(ecs))).not.toContain("secretsmanager:");
    expect(waysOf(vpc)).toEqual(["brokers.tasks.depth to services.tasks: depth of waiting work 15692"]);
  });
});

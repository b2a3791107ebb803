import type { ResolvedQueueDepth, ResolvedScaling } from "@fairlead/model";
import { aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

const queue = {
  name: "jobs",
  fifo: false,
  visibilityTimeoutSeconds: 300,
  maxReceives: 3,
  retentionSeconds: 345_600,
  deadLetterRetentionSeconds: 1_209_600,
  alarmAfterSeconds: 900,
};

const onQueue: ResolvedQueueDepth = {
  source: { kind: "queue", queue: "jobs" },
  messagesPerTask: 10,
  idleAfterSeconds: 600,
};

function templateOf(change: Partial<ResolvedScaling>): Template {
  const service = aResolvedService();
  const app = aResolvedApp({
    services: [{ ...service, scaling: { ...service.scaling, minTasks: 0, maxTasks: 3, cpuPercent: null, ...change } }],
    queues: [queue],
    ingress: null,
    connections: [],
  });
  return Template.fromStack(buildStacks(new App({ context: { ...appContext() } }), app).ecs);
}

describe("a service that is scaled on a queue", () => {
  const template = templateOf({ queueDepth: onQueue });

  it("gets the tasks that the waiting messages ask for, from none on", () => {
    template.hasResourceProperties("AWS::ApplicationAutoScaling::ScalableTarget", { MinCapacity: 0, MaxCapacity: 3 });
    template.hasResourceProperties("AWS::ApplicationAutoScaling::ScalingPolicy", {
      PolicyName: "queue-depth-work",
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ExactCapacity",
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 20, ScalingAdjustment: 2 },
          { MetricIntervalLowerBound: 20, ScalingAdjustment: 3 },
        ],
      },
    });
  });

  it("is woken by the first message, whether tasks run or not, and counts what is being worked on", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "llm-proxy-prod-dispatcher-work-waits",
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      EvaluationPeriods: 1,
      AlarmActions: [Match.objectLike({ Ref: Match.stringLikeRegexp("Work") })],
      Metrics: Match.arrayWith([
        Match.objectLike({
          MetricStat: Match.objectLike({
            Metric: {
              Namespace: "AWS/SQS",
              MetricName: "ApproximateNumberOfMessagesNotVisible",
              Dimensions: [{ Name: "QueueName", Value: "llm-proxy-prod-jobs" }],
            },
          }),
        }),
        Match.objectLike({ Expression: "FILL(m0, 0) + FILL(m1, 0)", ReturnData: true }),
      ]),
    });
  });

  it("goes down to the least after the idle time", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "llm-proxy-prod-dispatcher-nothing-waits",
      ComparisonOperator: "LessThanThreshold",
      EvaluationPeriods: 10,
    });
    template.hasResourceProperties("AWS::ApplicationAutoScaling::ScalingPolicy", {
      PolicyName: "queue-depth-idle",
      StepScalingPolicyConfiguration: { StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: 0 }] },
    });
  });
});

describe("a service that is scaled on a metric of its own", () => {
  it("tracks it with its dimensions and its statistic", () => {
    templateOf({
      metric: {
        namespace: "RecipeChatbot/LLM",
        name: "QueueDepth",
        dimensions: { Service: "Backend" },
        statistic: "Average",
        via: "EMF",
        target: 5,
      },
    }).hasResourceProperties("AWS::ApplicationAutoScaling::ScalingPolicy", {
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 5,
        CustomizedMetricSpecification: {
          Namespace: "RecipeChatbot/LLM",
          MetricName: "QueueDepth",
          Statistic: "Average",
          Dimensions: [{ Name: "Service", Value: "Backend" }],
        },
      },
    });
  });
});

describe("a service with a schedule", () => {
  const schedules = [
    { name: "night", expression: "cron(0 20 ? * MON-FRI *)", timezone: "Europe/Berlin", minTasks: 0, maxTasks: 0 },
  ];

  it("has another range from that moment on, in its own time zone", () => {
    templateOf({ schedules }).hasResourceProperties("AWS::ApplicationAutoScaling::ScalableTarget", {
      ScheduledActions: [
        {
          ScheduledActionName: "night",
          Schedule: "cron(0 20 ? * MON-FRI *)",
          Timezone: "Europe/Berlin",
          ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
        },
      ],
    });
  });

  it("is scaled by it even where the count is fixed in between", () => {
    templateOf({ minTasks: 2, maxTasks: 2, schedules }).hasResourceProperties(
      "AWS::ApplicationAutoScaling::ScalableTarget",
      { MinCapacity: 2, MaxCapacity: 2 },
    );
    expect(
      templateOf({ minTasks: 2, maxTasks: 2 }).findResources("AWS::ApplicationAutoScaling::ScalableTarget"),
    ).toEqual({});
  });
});

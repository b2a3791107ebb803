import { expectPresent } from "@fairlead/errors";
import type { ResolvedAlarm, ResolvedApp, ResolvedMetric } from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { buildStacks } from "../stacks/build-stacks.js";

const first = <Item>([item]: readonly Item[]): Item => expectPresent(item, "A first one");

const synthesize = (app: ResolvedApp): Template => Template.fromStack(buildStacks(new App(), app).observability);

const backlog: ResolvedMetric = {
  name: "stream-backlog",
  source: { kind: "log", pattern: "{ $.stream_backlog = * }", value: "$.stream_backlog" },
  statistic: "Maximum",
  unit: null,
  group: "Performance",
  alarm: null,
};

const recipes: ResolvedMetric = {
  name: "recipes-generated",
  source: {
    kind: "published",
    namespace: "RecipeChatbot/Business",
    metric: "RecipesGenerated",
    dimensions: {},
    via: "PutMetricData",
  },
  statistic: "Sum",
  unit: "Count",
  group: "Business metrics",
  alarm: null,
};

/** Text of the dashboard's widgets, one behind the other. */
const dashboardOf = (app: ResolvedApp): string =>
  JSON.stringify(synthesize(app).findResources("AWS::CloudWatch::Dashboard"));

describe("ObservabilityStack", () => {
  it("holds the alarms that roll nothing back, each telling the topic when it rings and when it is over", () => {
    const template = synthesize(aResolvedApp());
    template.resourceCountIs("AWS::CloudWatch::Alarm", 1);
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "llm-proxy-prod-main-connections",
      AlarmDescription: "Near the engine's limit new tasks can't connect.",
      Namespace: "AWS/RDS",
      MetricName: "DatabaseConnections",
      Dimensions: [Match.objectLike({ Name: "DBClusterIdentifier" })],
      Period: 60,
      Threshold: 150,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 5,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "notBreaching",
      AlarmActions: [Match.anyValue()],
      OKActions: [Match.anyValue()],
    });
  });

  it("reads a service's numbers out of its own log group", () => {
    const template = synthesize(aResolvedApp({ services: [aResolvedService({ metrics: [backlog] }), aResolvedApi()] }));
    template.hasResourceProperties("AWS::Logs::MetricFilter", {
      FilterPattern: "{ $.stream_backlog = * }",
      MetricTransformations: [
        { MetricName: "stream-backlog", MetricNamespace: "llm-proxy/prod/dispatcher", MetricValue: "$.stream_backlog" },
      ],
    });
  });

  it("shows every part on one dashboard, and tasks only where something counts them", () => {
    const app = aResolvedApp();
    const counted = JSON.stringify(synthesize(app).findResources("AWS::CloudWatch::Dashboard"));
    const uncounted = JSON.stringify(
      synthesize({
        ...app,
        observability: { ...app.observability, containerInsights: "disabled" },
      }).findResources("AWS::CloudWatch::Dashboard"),
    );
    for (const shown of ["proxy: 5xx (%)", "dispatcher: CPU (%)", "main: connections", "cache: evictions", "Alarms"]) {
      expect(counted).toContain(shown);
    }
    expect(counted).toContain("RunningTaskCount");
    expect(uncounted).not.toContain("RunningTaskCount");
  });

  it("puts what belongs together below one heading, in the same order everywhere", () => {
    const failures = { ...recipes, name: "llm-failures", group: "Error tracking" };
    const beans = { ...recipes, name: "beans", group: "Kitchen" };
    const text = dashboardOf(
      aResolvedApp({ services: [aResolvedService({ metrics: [beans, failures, recipes] }), aResolvedApi()] }),
    );
    const order = [
      "# Service health",
      "proxy: healthy tasks",
      "# Error tracking",
      "load balancer: 5xx of its own",
      "dispatcher: llm-failures",
      "# Performance",
      "proxy: time to the first byte, p95 (s)",
      "# Data",
      "main: connections",
      "# Business metrics",
      "dispatcher: recipes-generated (Count)",
      "# Kitchen",
      "dispatcher: beans",
    ].map((shown) => text.indexOf(shown));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  });

  it("has no heading without a graph below it", () => {
    expect(dashboardOf(aResolvedApp())).not.toContain("# Business metrics");
  });

  it("tells each alarm to the topic of its level", () => {
    const app = aResolvedApp();
    const alarm = (name: string, level: ResolvedAlarm["level"]): ResolvedAlarm => ({
      ...first(app.observability.alarms),
      name,
      level,
      rollsBack: false,
    });
    const template = synthesize({
      ...app,
      environment: {
        ...app.environment,
        alertTopics: [
          { name: "alerts", levels: ["warning"], emails: [] },
          { name: "critical", levels: ["critical"], emails: [] },
        ],
      },
      observability: { ...app.observability, alarms: [alarm("a", "critical"), alarm("b", "warning")] },
    });
    for (const [name, topic] of [
      ["llm-proxy-prod-a", "RefCriticalTopic"],
      ["llm-proxy-prod-b", "RefTopic"],
    ] as const) {
      const told = [{ "Fn::ImportValue": Match.stringLikeRegexp(`ExportsOutput${topic}`) }];
      template.hasResourceProperties("AWS::CloudWatch::Alarm", {
        AlarmName: name,
        AlarmActions: told,
        OKActions: told,
      });
    }
  });

  it("watches what the load balancer answers itself", () => {
    const app = aResolvedApp();
    const alarm: ResolvedAlarm = {
      ...first(app.observability.alarms),
      name: "elb-5xx-count",
      subject: "ingress",
      metric: { kind: "load-balancer-5xx" },
      rollsBack: false,
    };
    synthesize({ ...app, observability: { ...app.observability, alarms: [alarm] } }).hasResourceProperties(
      "AWS::CloudWatch::Alarm",
      {
        Namespace: "AWS/ApplicationELB",
        MetricName: "HTTPCode_ELB_5XX_Count",
        Dimensions: [{ Name: "LoadBalancer", Value: Match.anyValue() }],
        Statistic: "Sum",
      },
    );
  });

  it("has no dashboard where none is wanted", () => {
    const app = aResolvedApp();
    synthesize({ ...app, observability: { ...app.observability, dashboard: false } }).resourceCountIs(
      "AWS::CloudWatch::Dashboard",
      0,
    );
  });
});

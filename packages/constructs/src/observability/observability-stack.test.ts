import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { buildStacks } from "../stacks/build-stacks.js";

const synthesize = (app: ResolvedApp): Template => Template.fromStack(buildStacks(new App(), app).observability);

const backlog = { name: "stream-backlog", pattern: "{ $.stream_backlog = * }", value: "$.stream_backlog", alarm: null };

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
    const template = synthesize(
      aResolvedApp({ services: [aResolvedService({ logMetrics: [backlog] }), aResolvedApi()] }),
    );
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

  it("has no dashboard where none is wanted", () => {
    const app = aResolvedApp();
    synthesize({ ...app, observability: { ...app.observability, dashboard: false } }).resourceCountIs(
      "AWS::CloudWatch::Dashboard",
      0,
    );
  });
});

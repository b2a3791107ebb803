import type { TemplateGraph } from "../../src/templates/template-graph.js";
import { listOf } from "../../src/templates/read-value.js";
import { ingress, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { backend, backendAlone, frontend } from "./parts.js";

/** Whether every alarm says when it rings, what no data means, and whom it tells. */
function everyAlarmIsComplete(graph: TemplateGraph): boolean {
  const alarms = graph.ofType("AWS::CloudWatch::Alarm");
  return (
    alarms.length > 0 &&
    alarms.every(
      ({ properties }) =>
        ["ComparisonOperator", "EvaluationPeriods", "Threshold", "TreatMissingData"].every(
          (key) => key in properties,
        ) && listOf(properties["AlarmActions"]).length > 0,
    )
  );
}

/** Whether the alarm on errors divides them by the requests. */
function errorsAreDivided(graph: TemplateGraph): boolean {
  const alarms = graph
    .ofType("AWS::CloudWatch::Alarm")
    .map(({ properties }) => JSON.stringify(properties))
    .filter((text) => text.includes("HTTPCode_Target_5XX_Count"));
  return (
    alarms.length > 0 &&
    alarms.every((text) => text.includes("RequestCount") && /"Expression":"100 \* [^"]*\//u.test(text))
  );
}

/** The alarms on a metric, each as it stands in its template. */
const alarmsOn = (graph: TemplateGraph, metric: string): string[] =>
  graph
    .ofType("AWS::CloudWatch::Alarm")
    .map(({ properties }) => JSON.stringify(properties))
    .filter((text) => text.includes(`"${metric}"`));

/** Whether each of the two services has an alarm of its own on its healthy tasks, and none looks at both. */
function eachHasItsOwn(graph: TemplateGraph): boolean {
  const watched = graph
    .ofType("AWS::CloudWatch::Alarm")
    .filter(({ properties }) => JSON.stringify(properties).includes('"HealthyHostCount"'))
    .map(({ stack, properties }) =>
      graph
        .referencesIn(stack, properties["Metrics"] ?? properties["Dimensions"])
        .filter(({ resource }) => resource.type === "AWS::ElasticLoadBalancingV2::TargetGroup")
        .map(({ resource }) => resource.address),
    )
    .map((addresses) => [...new Set(addresses)].join());
  return watched.toSorted().join(" and ") === "services.backend and services.frontend";
}

/** What the plan got wrong on what is watched. */
export const OBSERVABILITY_MISTAKES: readonly Mistake[] = [
  {
    id: "alarm-on-no-resource",
    mistake:
      "The alarms name a metric and no resource. AWS publishes by cluster, service and target group: they stay in INSUFFICIENT_DATA.",
    outcome: {
      kind: "found",
      in: {
        "recipe-chatbot": {
          resources: {
            HighResponseTime: {
              Type: "AWS::CloudWatch::Alarm",
              Properties: {
                Namespace: "AWS/ApplicationELB",
                MetricName: "TargetResponseTime",
                Threshold: 5,
                Period: 300,
                EvaluationPeriods: 1,
                ComparisonOperator: "GreaterThanThreshold",
                AlarmActions: ["arn:aws:sns:us-east-1:111122223333:recipe-chatbot-alerts"],
              },
            },
          },
        },
      },
      finding: "AlarmWithoutDimensions",
      on: null,
    },
  },
  {
    id: "alarm-half-said",
    mistake:
      "An alarm has a threshold and a period, and neither a comparison nor how many periods count: CloudFormation refuses it.",
    outcome: {
      kind: "unwritable",
      because: "Alarms are derived from what there is; each is whole, and says what missing data means.",
      app: () => backendAlone(),
      holds: everyAlarmIsComplete,
    },
  },
  {
    id: "percent-without-division",
    mistake: '"5 %" of errors is no metric of AWS: it counts errors and requests, and somebody has to divide them.',
    outcome: {
      kind: "unwritable",
      because: "The alarm on errors is a formula over the counts of the service's own target groups.",
      app: () => backendAlone(),
      holds: errorsAreDivided,
    },
  },
  {
    id: "healthy-hosts-of-two",
    mistake:
      "One alarm rings below one healthy host, and there are two target groups: while the frontend is well nobody hears that the backend is gone.",
    outcome: {
      kind: "unwritable",
      because: "Every service that a route leads to has an alarm on its own healthy tasks.",
      app: () =>
        describeRoots({
          ingress: ingress({
            routes: { "/api/*": service("backend", backend), "/*": service("frontend", frontend) },
          }),
        }),
      holds: eachHasItsOwn,
    },
  },
  {
    id: "milliseconds-for-seconds",
    mistake:
      "The alarm on response times has the threshold 5000. The load balancer measures in seconds: it rings after 83 minutes, or never.",
    outcome: {
      kind: "unwritable",
      because: "A duration carries its unit, and the metric's own is Fairlead's to know.",
      app: () => backendAlone({ alarms: { latency: { above: "5s", period: "5m" } } }),
      holds: (graph) => {
        const alarms = alarmsOn(graph, "TargetResponseTime");
        return alarms.length === 1 && alarms.every((text) => text.includes('"Threshold":5,'));
      },
    },
  },
];

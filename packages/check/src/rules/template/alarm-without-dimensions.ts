import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

type Properties = Readonly<Record<string, unknown>>;

/** AWS publishes these per resource; a metric from a log line has the dimensions that its filter gives it, or none. */
const isOfAws = (namespace: string | undefined): boolean =>
  namespace !== undefined && (namespace.startsWith("AWS/") || namespace.startsWith("ECS/"));

function metricsOf({ properties }: GraphResource): Properties[] {
  if (properties["MetricName"] !== undefined) return [properties];
  return recordsOf(properties["Metrics"])
    .filter((metric) => metric["MetricStat"] !== undefined)
    .map((metric) => recordOf(recordOf(metric["MetricStat"])["Metric"]));
}

export const alarmWithoutDimensions: TemplateRule = {
  code: "AlarmWithoutDimensions",
  severity: "error",
  title: "An alarm watches no particular resource",
  why: "AWS publishes a service's metrics under its name and its cluster's. Without them the alarm never sees a data point and never rings.",
  fix: "Name the dimensions, e.g. ClusterName and ServiceName.",
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension",
  check: (graph) =>
    graph.ofType("AWS::CloudWatch::Alarm").flatMap((resource) =>
      metricsOf(resource)
        .filter((metric) => isOfAws(textOf(metric["Namespace"])) && listOf(metric["Dimensions"]).length === 0)
        .map((metric) => ({
          resource,
          message: `${describeResource(resource)} watches ${textOf(metric["MetricName"]) ?? "a metric"} of ${textOf(metric["Namespace"]) ?? ""} without a dimension.`,
        })),
    ),
};

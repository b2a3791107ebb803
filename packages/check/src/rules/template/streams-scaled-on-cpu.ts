import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { numberOf, recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";
import { scalableTargetsOf } from "./services-of.js";

/** A load balancer's own; whoever states more has answers that take longer. */
const DEFAULT_IDLE_TIMEOUT_SECONDS = 60;

const hasLongAnswers = (graph: TemplateGraph): boolean =>
  graph
    .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
    .flatMap(({ properties }) => recordsOf(properties["LoadBalancerAttributes"]))
    .some(
      ({ Key: key, Value: value }) =>
        key === "idle_timeout.timeout_seconds" && (numberOf(value) ?? 0) > DEFAULT_IDLE_TIMEOUT_SECONDS,
    );

const OF_THE_TASK: ReadonlySet<string> = new Set([
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageMemoryUtilization",
]);

/** The metric that a policy aims at; `null`: one of the app's own, or steps. */
function metricOf({ properties }: GraphResource): string | null {
  const tracking = recordOf(properties["TargetTrackingScalingPolicyConfiguration"]);
  return textOf(recordOf(tracking["PredefinedMetricSpecification"])["PredefinedMetricType"]) ?? null;
}

function policiesOf(graph: TemplateGraph, targets: readonly GraphResource[]): readonly GraphResource[] {
  return graph
    .ofType("AWS::ApplicationAutoScaling::ScalingPolicy")
    .filter(({ stack, properties }) =>
      graph.referencesIn(stack, properties["ScalingTargetId"]).some(({ resource }) => targets.includes(resource)),
    );
}

export const streamsScaledOnCpu: TemplateRule = {
  code: "StreamsScaledOnCpu",
  severity: "note",
  title: "A service with long answers scales on CPU or memory alone",
  why: "A task that waits for a model uses hardly any CPU: it runs out of connections long before the policy sees load.",
  fix: "Scale on ALBRequestCountPerTarget as well.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html",
  check: (graph) =>
    hasLongAnswers(graph)
      ? graph
          .ofType("AWS::ECS::Service")
          // CpuAloneScales knows how long each service of a description answers.
          .filter(({ address, properties }) => address === null && recordsOf(properties["LoadBalancers"]).length > 0)
          .filter((service) => {
            const metrics = policiesOf(graph, scalableTargetsOf(graph, service)).map(metricOf);
            return metrics.length > 0 && metrics.every((metric) => metric !== null && OF_THE_TASK.has(metric));
          })
          .map((resource) => ({
            resource,
            message: `${describeResource(resource)} is behind a load balancer that waits for long answers, and is not scaled on the number of requests.`,
          }))
      : [],
};

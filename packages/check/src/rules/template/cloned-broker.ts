import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { numberOf, recordOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";
import { containersOfService, scalableTargetsOf } from "./services-of.js";

/** Images of brokers that keep what they are given; in any registry, the name is the last part. */
const BROKER = /(^|\/)(rabbitmq|activemq-classic|activemq-artemis|nats|kafka)(:|@|$)/u;

function brokerIn(graph: TemplateGraph, service: GraphResource): string | null {
  const images = containersOfService(graph, service).flatMap(({ Image: image }) => textOf(image) ?? []);
  return images.find((image) => BROKER.test(image)) ?? null;
}

/** The most tasks that a service may have: what it states, or what it is scaled to. */
function mostTasks(graph: TemplateGraph, service: GraphResource): number {
  const scaled = scalableTargetsOf(graph, service).map(({ properties }) => numberOf(properties["MaxCapacity"]) ?? 1);
  return Math.max(numberOf(service.properties["DesiredCount"]) ?? 1, ...scaled);
}

/** ECS's own is 200 %: a release runs the new task beside the old one. */
const overlaps = ({ properties }: GraphResource): boolean =>
  (numberOf(recordOf(properties["DeploymentConfiguration"])["MaximumPercent"]) ?? 200) > 100;

export const clonedBroker: TemplateRule = {
  code: "ClonedBroker",
  severity: "error",
  title: "A message broker runs more than once",
  why: "Each copy has queues of its own: half of the messages wait where nobody listens. Two that share a volume destroy it.",
  fix: 'Run one task that stops before its successor starts, as rabbitmq(…, { engine: "container" }) does, or a cluster of Amazon MQ.',
  link: "https://www.rabbitmq.com/docs/clustering",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((resource) => {
      const image = brokerIn(graph, resource);
      if (image === null) return [];
      const most = mostTasks(graph, resource);
      if (most > 1) {
        return [{ resource, message: `${describeResource(resource)} runs up to ${most} tasks of ${image}.` }];
      }
      return overlaps(resource)
        ? [
            {
              resource,
              message: `${describeResource(resource)} starts a second task of ${image} in every release before the first has stopped.`,
            },
          ]
        : [];
    }),
};

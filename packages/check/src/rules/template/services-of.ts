import type { GraphResource } from "../../templates/graph-resource.js";
import { recordsOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";

/** What Application Auto Scaling changes the number of tasks of. */
export const scalableTargetsOf = (graph: TemplateGraph, service: GraphResource): readonly GraphResource[] =>
  graph
    .ofType("AWS::ApplicationAutoScaling::ScalableTarget")
    .filter(({ stack, properties }) =>
      graph.referencesIn(stack, properties["ResourceId"]).some(({ resource }) => resource === service),
    );

/** The containers of a service's tasks. */
export const containersOfService = (
  graph: TemplateGraph,
  { stack, properties }: GraphResource,
): readonly Readonly<Record<string, unknown>>[] =>
  recordsOf(graph.follow(stack, properties["TaskDefinition"])?.resource.properties["ContainerDefinitions"]);

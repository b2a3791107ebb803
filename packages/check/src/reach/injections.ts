import type { Assembly } from "@fairlead/constructs";
import type { GraphResource } from "../templates/graph-resource.js";
import { recordsOf, textOf } from "../templates/read-value.js";
import { TemplateGraph } from "../templates/template-graph.js";
import { resourcesMeant } from "./resources-meant.js";

/** A secret or parameter that ECS hands to a container as it starts. */
export interface Injection {
  readonly taskDefinition: GraphResource;
  readonly container: string;
  readonly variable: string;
  /** As the template has it. */
  readonly valueFrom: unknown;
  /** `null`: it is in none of the templates. */
  readonly target: GraphResource | null;
}

/** The injections of a graph; see {@link injections}. */
export const injectionsOf = (graph: TemplateGraph): Injection[] =>
  graph.ofType("AWS::ECS::TaskDefinition").flatMap((taskDefinition) =>
    recordsOf(taskDefinition.properties["ContainerDefinitions"]).flatMap((container) =>
      recordsOf(container["Secrets"]).map(({ Name: name, ValueFrom: valueFrom }) => ({
        taskDefinition,
        container: textOf(container["Name"]) ?? "",
        variable: textOf(name) ?? "",
        valueFrom,
        target: resourcesMeant(graph, taskDefinition.stack, valueFrom)[0] ?? null,
      })),
    ),
  );

/** Every secret and parameter that a container of the templates is given, and where it comes from. */
export const injections = (assembly: Assembly): Injection[] => injectionsOf(new TemplateGraph(assembly));

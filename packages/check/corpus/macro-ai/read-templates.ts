import { injectionsOf } from "../../src/reach/injections.js";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";

type Properties = Readonly<Record<string, unknown>>;

export const propertiesOf = (graph: TemplateGraph, ...types: readonly string[]): Properties[] =>
  graph.ofType(...types).map(({ properties }) => properties);

/** The containers of all tasks, as their definitions have them. */
export const containersIn = (graph: TemplateGraph): Properties[] =>
  propertiesOf(graph, "AWS::ECS::TaskDefinition").flatMap(({ ContainerDefinitions: all }) => recordsOf(all));

/** Variables of a container that stand in its definition, by name. */
export const variablesOf = ({ Environment: all }: Properties): Readonly<Record<string, unknown>> =>
  Object.fromEntries(recordsOf(all).map(({ Name: name, Value: value }) => [String(name), value]));

/** How the one service of an app is released. */
export const deploymentOf = (graph: TemplateGraph): Properties =>
  recordOf(propertiesOf(graph, "AWS::ECS::Service")[0]?.["DeploymentConfiguration"]);

/** Whether there are some, and all are so. */
export const someAndAll = <Item>(items: readonly Item[], holds: (item: Item) => boolean): boolean =>
  items.length > 0 && items.every(holds);

/** Whether every secret that a task is given is made by one of the templates, for this environment. */
export const everySecretIsMadeHere = (graph: TemplateGraph): boolean =>
  someAndAll(injectionsOf(graph), ({ target }) => String(target?.properties["Name"]).startsWith("shop/test/"));

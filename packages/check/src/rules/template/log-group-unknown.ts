import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

/** Log groups by name that a task definition writes to and no template makes. */
function unknownGroups(graph: TemplateGraph, { properties }: GraphResource): string[] {
  const made = new Set(graph.ofType("AWS::Logs::LogGroup").map((group) => textOf(group.properties["LogGroupName"])));
  return recordsOf(properties["ContainerDefinitions"])
    .map((container) => recordOf(recordOf(container["LogConfiguration"])["Options"]))
    .filter((options) => options["awslogs-create-group"] !== "true")
    .flatMap((options) => textOf(options["awslogs-group"]) ?? [])
    .filter((name) => !made.has(name));
}

export const logGroupUnknown: TemplateRule = {
  code: "LogGroupUnknown",
  severity: "error",
  title: "A container writes to a log group that nothing makes",
  why: "ECS doesn't make log groups. The task stops before its container starts.",
  fix: "Make the log group in a template, before the service.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
  check: (graph) =>
    graph.ofType("AWS::ECS::TaskDefinition").flatMap((resource) =>
      unknownGroups(graph, resource).map((name) => ({
        resource,
        message: `${describeResource(resource)} writes to the log group ${name}, which no template makes.`,
      })),
    ),
};

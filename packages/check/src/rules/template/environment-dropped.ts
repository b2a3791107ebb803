import { describeResource } from "../../templates/graph-resource.js";
import { listOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

const MOST_VARIABLES = 100;

export const environmentDropped: TemplateRule = {
  code: "EnvironmentDropped",
  severity: "error",
  title: "A container has more variables than CloudFormation passes on",
  why: "Above 100 CloudFormation makes the task definition without a single variable and reports success; the app starts with none.",
  fix: "Put what never changes into the image, and what belongs together into one variable that holds JSON.",
  link: "https://github.com/aws/aws-cdk/issues/38225",
  check: (graph) =>
    graph.ofType("AWS::ECS::TaskDefinition").flatMap((resource) =>
      recordsOf(resource.properties["ContainerDefinitions"])
        .filter((container) => listOf(container["Environment"]).length > MOST_VARIABLES)
        .map((container) => ({
          resource,
          message: `${describeResource(resource)} gives its container "${textOf(container["Name"]) ?? ""}" ${listOf(container["Environment"]).length} variables, of which none would arrive.`,
        })),
    ),
};

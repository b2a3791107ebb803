import { isFargateSize } from "@fairlead/model";
import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, numberOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

const isForFargate = ({ properties }: GraphResource): boolean =>
  listOf(properties["RequiresCompatibilities"]).includes("FARGATE");

export const fargateSizeInvalid: TemplateRule = {
  code: "FargateSizeInvalid",
  severity: "error",
  title: "Fargate has no tasks of a size",
  why: "ECS refuses the task definition, and the stack rolls back.",
  fix: "Take a pair that Fargate has, e.g. 1024 CPU units with 2048 to 8192 MiB in steps of 1024.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::TaskDefinition")
      .filter(isForFargate)
      .flatMap((resource) => {
        const cpuUnits = numberOf(resource.properties["Cpu"]);
        const memoryMib = numberOf(resource.properties["Memory"]);
        if (cpuUnits === undefined || memoryMib === undefined || isFargateSize({ cpuUnits, memoryMib })) return [];
        return [
          {
            resource,
            message: `${describeResource(resource)} asks for ${cpuUnits} CPU units with ${memoryMib} MiB, which Fargate doesn't have.`,
          },
        ];
      }),
};

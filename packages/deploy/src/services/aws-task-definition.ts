import type { TaskDefinition as EcsTaskDefinition } from "@aws-sdk/client-ecs";
import { expectPresent } from "@fairlead/errors";
import type { TaskDefinition } from "./task-definition.js";

/** ECS's answer in our words. */
export const taskDefinitionOf = (definition: EcsTaskDefinition): TaskDefinition => ({
  arn: expectPresent(definition.taskDefinitionArn, "ECS's taskDefinitionArn"),
  family: expectPresent(definition.family, "ECS's family"),
  status: definition.status ?? "ACTIVE",
  containers: (definition.containerDefinitions ?? []).map(({ name, image, logConfiguration }) => ({
    name: name ?? "",
    image: image ?? "",
    logGroup: logConfiguration?.options?.["awslogs-group"] ?? null,
    logStreamPrefix: logConfiguration?.options?.["awslogs-stream-prefix"] ?? null,
  })),
});

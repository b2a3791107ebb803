import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, recordOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

const needsRole = ({ properties }: GraphResource): boolean =>
  recordsOf(properties["ContainerDefinitions"]).some(
    (container) =>
      listOf(container["Secrets"]).length > 0 || recordOf(container["LogConfiguration"])["LogDriver"] === "awslogs",
  );

export const executionRoleMissing: TemplateRule = {
  code: "ExecutionRoleMissing",
  severity: "error",
  title: "A task definition has no execution role",
  why: "ECS fetches secrets and writes logs as the execution role. Without one the task doesn't start.",
  fix: "Give the task definition an execution role; the task role is for what the app itself does.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::TaskDefinition")
      .filter((resource) => resource.properties["ExecutionRoleArn"] === undefined && needsRole(resource))
      .map((resource) => ({
        resource,
        message: `${describeResource(resource)} injects secrets or writes logs and has no execution role.`,
      })),
};

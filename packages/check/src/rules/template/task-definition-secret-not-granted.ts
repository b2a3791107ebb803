import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { type Grant, grantsOf } from "../../reach/grants.js";
import { type Injection, injectionsOf } from "../../reach/injections.js";
import type { TemplateRule } from "../rule.js";

const READ_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  "AWS::SecretsManager::Secret": ["secretsmanager:GetSecretValue", "secretsmanager:*", "*"],
  "AWS::SSM::Parameter": ["ssm:GetParameters", "ssm:Get*", "ssm:*", "*"],
};

/** An attachment hands the secret on under its own name. */
const secretOf = (target: GraphResource): string => `${target.stack}/${target.logicalId}`;

const allows = (grant: Grant, role: GraphResource, target: GraphResource): boolean =>
  grant.effect === "Allow" &&
  grant.role === role &&
  grant.actions.some((action) => (READ_ACTIONS[target.type] ?? []).includes(action)) &&
  (grant.onEverything || grant.targets.some((granted) => secretOf(granted) === secretOf(target)));

export const taskDefinitionSecretNotGranted: TemplateRule = {
  code: "TaskDefinitionSecretNotGranted",
  severity: "error",
  title: "A task may not read a secret that it is given",
  why: "ECS fetches the secret as the execution role while the task starts. Without the permission the task never starts.",
  fix: "Allow the execution role, not the task role, to read exactly that secret or parameter.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets",
  check: (graph) => {
    const grants = grantsOf(graph);
    const isDenied = ({ taskDefinition, target }: Injection): boolean => {
      const role = graph.follow(taskDefinition.stack, taskDefinition.properties["ExecutionRoleArn"])?.resource;
      if (role === undefined || target === null || READ_ACTIONS[target.type] === undefined) return false;
      return !grants.some((grant) => allows(grant, role, target));
    };
    return injectionsOf(graph)
      .filter(isDenied)
      .flatMap(({ taskDefinition, variable, target }) =>
        target === null
          ? []
          : [
              {
                resource: taskDefinition,
                message: `The execution role of ${describeResource(taskDefinition)} may not read ${describeResource(target)}, which is to be ${variable}.`,
              },
            ],
      );
  },
};

import { ArnFormat, Stack } from "aws-cdk-lib";
import { type IPrincipal, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

/**
 * ECS on behalf of this account's tasks and of no one else's.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role (2026-11)
 */
export function taskPrincipal(scope: Construct): IPrincipal {
  const stack = Stack.of(scope);
  return new ServicePrincipal("ecs-tasks.amazonaws.com", {
    conditions: {
      StringEquals: { "aws:SourceAccount": stack.account },
      ArnLike: {
        "aws:SourceArn": stack.formatArn({ service: "ecs", resource: "*", arnFormat: ArnFormat.NO_RESOURCE_NAME }),
      },
    },
  });
}

import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import type { ContainerTask } from "../ecs/container-task.js";

/**
 * Lets a role start one job in one cluster. The family and not the revision is named: a release would otherwise change the
 * role and use it in the same moment, and IAM takes its time.
 */
export function runTaskStatements(
  scope: Construct,
  cluster: Pick<ICluster, "clusterArn" | "clusterName">,
  task: ContainerTask,
): PolicyStatement[] {
  const stack = Stack.of(scope);
  const { family } = task.taskDefinition;
  return [
    new PolicyStatement({
      actions: ["ecs:RunTask"],
      resources: [stack.formatArn({ service: "ecs", resource: "task-definition", resourceName: `${family}:*` })],
      conditions: { ArnEquals: { "ecs:cluster": cluster.clusterArn } },
    }),
    new PolicyStatement({
      actions: ["ecs:TagResource"],
      resources: [stack.formatArn({ service: "ecs", resource: "task", resourceName: `${cluster.clusterName}/*` })],
      conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    }),
    new PolicyStatement({
      actions: ["iam:PassRole"],
      resources: [task.executionRole.roleArn, task.taskRole.roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
  ];
}

import { Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";

/**
 * What the ECS agent of an instance may do: report to this one cluster. Images, logs and secrets are the business of each task's
 * own execution role, so the instance has no part in them; AWS's managed policy would give it all clusters and all logs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html (2026-11), resources after
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html (2026-11)
 */
export function instanceRole(scope: Construct, id: string, cluster: ICluster, description: string): Role {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal("ec2.amazonaws.com"), description });
  const stack = Stack.of(scope);
  const instances = stack.formatArn({
    service: "ecs",
    resource: "container-instance",
    resourceName: `${cluster.clusterName}/*`,
  });
  role.addToPolicy(
    new PolicyStatement({
      sid: "JoinCluster",
      actions: [
        "ecs:DeregisterContainerInstance",
        "ecs:RegisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      resources: [cluster.clusterArn],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      sid: "ServeCluster",
      // An instance that is about to be taken away drains itself.
      actions: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      resources: [instances],
      conditions: { ArnEquals: { "ecs:cluster": cluster.clusterArn } },
    }),
  );
  role.addToPolicy(
    // The action knows no resources (the same page).
    new PolicyStatement({ sid: "FindEndpoint", actions: ["ecs:DiscoverPollEndpoint"], resources: ["*"] }),
  );
  return role;
}

import { expectPresent } from "@fairlead/errors";
import type { ResolvedService } from "@fairlead/model";
import type { CfnService } from "aws-cdk-lib/aws-ecs";
import { ManagedPolicy, Role, ServicePrincipal, type IRole } from "aws-cdk-lib/aws-iam";
import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { routeReference } from "../alb/route-reference.js";
import type { TrafficTarget } from "../alb/traffic-target.js";

/** One target of traffic in the words of an ECS service. */
export function loadBalancerEntry(
  service: ResolvedService,
  target: TrafficTarget,
  trafficRole: IRole | null,
): CfnService.LoadBalancerProperty {
  const container = {
    containerName: service.name,
    containerPort: expectPresent(service.port, `The port of service ${service.name}`),
  };
  switch (target.kind) {
    case "single":
      return { ...container, targetGroupArn: routeReference(target.group.targetGroupArn) };
    case "pair":
      return {
        ...container,
        targetGroupArn: routeReference(target.blue.targetGroupArn),
        advancedConfiguration: {
          alternateTargetGroupArn: routeReference(target.green.targetGroupArn),
          productionListenerRule: routeReference(target.rule.listenerRuleArn),
          ...(target.testRule === null ? {} : { testListenerRule: routeReference(target.testRule.listenerRuleArn) }),
          roleArn: expectPresent(trafficRole, "The role that shifts traffic").roleArn,
        },
      };
  }
}

/**
 * What ECS moves weights and registers targets with during a deployment that shifts traffic.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html (2026-11)
 */
export const trafficRole = (scope: Construct): Role =>
  new Role(scope, "TrafficRole", {
    assumedBy: new ServicePrincipal("ecs.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
    description: "ECS, shifting traffic between two revisions of a service",
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("AmazonECSInfrastructureRolePolicyForLoadBalancers")],
  });

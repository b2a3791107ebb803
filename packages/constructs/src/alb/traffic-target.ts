import { Fault } from "@fairlead/errors";
import type { ResolvedService } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import {
  type ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationTargetGroup,
  TargetGroupLoadBalancingAlgorithmType,
  TargetType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { Construct } from "constructs";

/** One entry of an ECS service's list of load balancers. */
export type TrafficTarget =
  /** All routes lead to one target group; ECS exchanges the tasks in it. */
  | { readonly kind: "single"; readonly group: ApplicationTargetGroup }
  /**
   * ECS moves the weights of one listener rule between two target groups. An entry takes exactly one production rule
   * (`AdvancedConfiguration`), so a service with several routes has as many pairs: a second rule to the same pair would keep
   * its weights when ECS shifts, and would lead to the groups that ECS has emptied. One rule for all routes is no way out: its
   * conditions would let each path in on each host, and a route's source ranges would be everyone's.
   *
   * ECS's own blue/green takes services with several target groups, unlike CodeDeploy's
   * (https://aws.amazon.com/blogs/containers/migrating-from-aws-codedeploy-to-amazon-ecs-for-blue-green-deployments, 2026-11).
   * Assumed: that several of its production rules may be of one listener and lead to one container's port. AWS shows several
   * load balancers only; one deployment of a service with two routes would settle it.
   */
  | {
      readonly kind: "pair";
      readonly blue: ApplicationTargetGroup;
      readonly green: ApplicationTargetGroup;
      readonly rule: ApplicationListenerRule;
      /** By which a new revision is tried before it has traffic; `null`: nobody tries it. */
      readonly testRule: ApplicationListenerRule | null;
    };

/**
 * The target groups by the revision whose tasks they hold during a deployment: one list where tasks are exchanged in place, two
 * where traffic is shifted. All pairs of a service are shifted together.
 */
export const revisionsOf = (targets: readonly TrafficTarget[]): ApplicationTargetGroup[][] =>
  [
    targets.map((target) => (target.kind === "single" ? target.group : target.blue)),
    targets.flatMap((target) => (target.kind === "single" ? [] : [target.green])),
  ].filter((groups) => groups.length > 0);

/** What a target group is called in CloudWatch's metrics of load balancers. */
export interface TargetGroupDimensions {
  readonly LoadBalancer: string;
  readonly TargetGroup: string;
}

/**
 * What targets listen on unless they are registered with a port of their own; ECS registers each task with its container's port
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html, 2026-11). A fixed number here
 * keeps the group when the service's port changes: a target group's port can't be changed, and one made anew is empty until the
 * services are deployed.
 */
const REGISTRATION_PORT = 80;

/** The target group of one service: IP targets, because a Fargate task has an address of its own. */
export function targetGroup(scope: Construct, id: string, service: ResolvedService, vpc: IVpc): ApplicationTargetGroup {
  const { port, targetHealth, deregistrationDelaySeconds } = service;
  if (port === null || targetHealth === null || deregistrationDelaySeconds === null) {
    throw new Fault("RouteToNoPort", `A route leads to service ${service.name}, which has no port or no health.`);
  }
  return new ApplicationTargetGroup(scope, id, {
    vpc,
    targetType: TargetType.IP,
    protocol: ApplicationProtocol.HTTP,
    port: REGISTRATION_PORT,
    deregistrationDelay: Duration.seconds(deregistrationDelaySeconds),
    // Answers of a language model take from a second to minutes; taking turns would pile the long ones up on one task.
    loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    healthCheck: {
      path: targetHealth.path,
      interval: Duration.seconds(targetHealth.intervalSeconds),
      timeout: Duration.seconds(targetHealth.timeoutSeconds),
      healthyThresholdCount: targetHealth.healthyThreshold,
      unhealthyThresholdCount: targetHealth.unhealthyThreshold,
      healthyHttpCodes: "200",
    },
  });
}

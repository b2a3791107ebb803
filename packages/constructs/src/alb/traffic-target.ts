import { Fault, UserError } from "@fairlead/errors";
import type { ResolvedRoute, ResolvedService } from "@fairlead/model";
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
import { shiftsTraffic } from "../ecs/rollout.js";

/** One entry of an ECS service's list of load balancers. */
export type TrafficTarget =
  /** All routes lead to one target group; ECS exchanges the tasks in it. */
  | { readonly kind: "single"; readonly group: ApplicationTargetGroup }
  /**
   * ECS moves the weights of one listener rule between two target groups. An entry takes exactly one production rule
   * (`AdvancedConfiguration`), so a service with several routes has as many pairs: a second rule to the same pair would keep
   * its weights when ECS shifts, and would lead to the groups that ECS has emptied.
   */
  | {
      readonly kind: "pair";
      readonly blue: ApplicationTargetGroup;
      readonly green: ApplicationTargetGroup;
      readonly rule: ApplicationListenerRule;
    };

/** All target groups behind some entries. */
export const groupsOf = (targets: readonly TrafficTarget[]): ApplicationTargetGroup[] =>
  targets.flatMap((target) => {
    switch (target.kind) {
      case "single":
        return [target.group];
      case "pair":
        return [target.blue, target.green];
    }
  });

/** What a target group is called in CloudWatch's metrics of load balancers. */
export interface TargetGroupDimensions {
  readonly LoadBalancer: string;
  readonly TargetGroup: string;
}

/**
 * ECS attaches a service to five target groups at most
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html, 2026-11).
 */
const MOST_ENTRIES = 5;

/** Refuses a service that would need more pairs than ECS takes. */
export function checkRouteCount(service: ResolvedService, routes: readonly ResolvedRoute[]): void {
  if (!shiftsTraffic(service.rollout) || routes.length <= MOST_ENTRIES) return;
  throw UserError.ofProblems([
    {
      path: `services.${service.name}.rollout`,
      code: "TooManyRoutesForRollout",
      message:
        `Service "${service.name}" has ${routes.length} routes and is released by ${service.rollout.strategy}; ` +
        `ECS shifts the traffic of at most ${MOST_ENTRIES} listener rules of a service.`,
      fix: "Join routes with a wider path pattern, or release it by rolling.",
    },
  ]);
}

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
    port,
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

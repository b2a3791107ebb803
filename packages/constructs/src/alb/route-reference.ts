import { ReferenceStrength, Stack } from "aws-cdk-lib";
import type { TargetGroupDimensions } from "./traffic-target.js";

/**
 * A value of a route's target groups and rules, for the stacks of services and dashboard. It is read as an output, where stacks
 * refer to each other by exports otherwise (`app-context.ts`): routes come and go, and CloudFormation refuses to take away an
 * export that is in use. The load balancer's stack is deployed before the services', so a changed route, or a release by canary
 * that was rolling, could not be deployed at all.
 *
 * That nothing is told when an output changes does no harm here: the output's name changes with the route, and all that the
 * values are used for is updated in place. Not for the load balancer's own stack, which would read its own outputs.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html (2026-11)
 */
export const routeReference = (value: string): string => Stack.consumeReference(value, ReferenceStrength.WEAK);

/** What target groups are called in CloudWatch, for the same stacks. */
export const routeDimensions = (
  revisions: readonly (readonly TargetGroupDimensions[])[],
): readonly (readonly TargetGroupDimensions[])[] =>
  revisions.map((groups) =>
    groups.map(({ LoadBalancer, TargetGroup }) => ({ LoadBalancer, TargetGroup: routeReference(TargetGroup) })),
  );

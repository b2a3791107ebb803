/** What AWS allows and what it does unless told otherwise. */
export const DURATION_LIMITS = {
  /** Fargate's most between SIGTERM and SIGKILL (ECS, ContainerDefinition; quoted by aws-cdk-lib 2.276, 2026-11). */
  stopTimeoutSeconds: 120,
  /** ECS's default for it (the same place). */
  defaultStopTimeoutSeconds: 30,
  /** Most that ALB waits for the next byte (ELB, LoadBalancerAttribute; quoted by aws-cdk-lib 2.276, 2026-11). */
  idleTimeoutSeconds: 4000,
  /** ALB's default for it (the same place). */
  defaultIdleTimeoutSeconds: 60,
  /** Most that ALB lets a target drain (ELB, TargetGroupAttribute; quoted by aws-cdk-lib 2.276, 2026-11). */
  deregistrationDelaySeconds: 3600,
} as const;

/** What follows from the longest response of a service. */
export interface DerivedDurations {
  readonly longestResponseSeconds: number;
  readonly stopTimeoutSeconds: number;
  readonly deregistrationDelaySeconds: number | null;
  readonly healthCheckGraceSeconds: number;
  readonly bakeMinutes: number;
}

/** What the user stated; `null` where nothing. */
export interface StatedDurations {
  readonly routed: boolean;
  readonly longestResponseSeconds: number | null;
  readonly stopTimeoutSeconds: number | null;
  /** What the tasks run on gives them no more. */
  readonly mostStopSeconds: number;
}

/**
 * ECS ignores the load balancer's verdict for this long after a start: an image of a few hundred MB with a JIT or a Python
 * runtime answers within a minute, and a task that doesn't is not about to.
 */
const HEALTH_CHECK_GRACE_SECONDS = 60;

/**
 * An alarm needs three bad minutes, and CloudWatch and ECS three more until it is known. A bake of five minutes could be over just
 * before; AWS takes ten to thirty for usual (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html, 2026-11).
 */
const LEAST_BAKE_SECONDS = 600;

/**
 * Everything follows from the one fact how long an answer takes. Behind the load balancer a task drains for as long (new
 * requests go elsewhere): ECS waits until the load balancer calls the target unused before it sends SIGTERM, whichever strategy
 * releases it and at a scale-in too
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html, read 2026-11). The task is
 * then told to stop and may take as long again, up to the ceiling of what it runs on; both revisions are kept until the answers of the old
 * one have ended.
 */
export function deriveDurations({ routed, ...stated }: StatedDurations): DerivedDurations {
  const longest =
    stated.longestResponseSeconds ??
    (routed ? DURATION_LIMITS.defaultIdleTimeoutSeconds : DURATION_LIMITS.defaultStopTimeoutSeconds);
  const stop = Math.min(stated.mostStopSeconds, Math.max(DURATION_LIMITS.defaultStopTimeoutSeconds, longest));
  return {
    longestResponseSeconds: longest,
    stopTimeoutSeconds: stated.stopTimeoutSeconds ?? stop,
    deregistrationDelaySeconds: routed ? longest : null,
    healthCheckGraceSeconds: routed ? HEALTH_CHECK_GRACE_SECONDS : 0,
    bakeMinutes: Math.ceil(Math.max(LEAST_BAKE_SECONDS, longest) / 60),
  };
}

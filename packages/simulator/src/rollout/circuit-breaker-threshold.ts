const HALF = 0.5;
const LEAST = 3;
const MOST = 200;

/**
 * Failed tasks that end a deployment: half of the desired count rounded up, 3 at least and 200 at most
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html, 2026-11), which is what a service has unless its
 * `ThresholdConfiguration` says otherwise.
 */
export const circuitBreakerThreshold = (desired: number): number =>
  Math.min(MOST, Math.max(LEAST, Math.ceil(HALF * desired)));

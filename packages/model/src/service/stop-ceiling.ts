import { DURATION_LIMITS } from "./derive-durations.js";
import type { ResolvedCapacity } from "./resolved-service.js";

/** Between SIGTERM and SIGKILL at most, and who sees to it. */
export interface StopCeiling {
  readonly seconds: number;
  /** Begins a sentence. */
  readonly because: string;
}

/**
 * On EC2 the agent waits as long as the task definition says; 120 s is Fargate's limit alone (ECS, ContainerDefinition; quoted by
 * aws-cdk-lib 2.276, 2026-11). An hour is ours: an instance drains for 48 hours at most, and a release has to end some day.
 */
const ON_DEMAND_INSTANCE_SECONDS = 3600;

/** How long a task may take to end on what it runs on. */
export function stopCeiling(capacity: ResolvedCapacity): StopCeiling {
  const { stopTimeoutSeconds: fargate } = DURATION_LIMITS;
  switch (capacity.kind) {
    case "fargate":
    case "fargate-spot":
      return { seconds: fargate, because: `Fargate kills a task ${fargate} s after it was told to stop` };
    case "ec2":
      // Spot's notice is two minutes.
      return capacity.spot
        ? { seconds: fargate, because: `AWS takes a Spot instance away ${fargate} s after it has said so` }
        : {
            seconds: ON_DEMAND_INSTANCE_SECONDS,
            because: `A task has ${ON_DEMAND_INSTANCE_SECONDS} s to end after it was told to stop`,
          };
  }
}

import type { ResolvedContainerHealth } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import type { HealthCheck } from "aws-cdk-lib/aws-ecs";

/** A health check inside a container in the words of a task definition. */
export const healthCheck = (health: ResolvedContainerHealth): HealthCheck => ({
  command: [...health.command],
  interval: Duration.seconds(health.intervalSeconds),
  timeout: Duration.seconds(health.timeoutSeconds),
  retries: health.retries,
  startPeriod: Duration.seconds(health.startPeriodSeconds),
});

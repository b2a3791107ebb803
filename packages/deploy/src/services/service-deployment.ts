import type { RevisionCount, RolloutStrategy } from "./ecs-service.js";

/** ECS's `ServiceDeploymentStatus`. */
export type ServiceDeploymentStatus =
  | "PENDING"
  | "IN_PROGRESS"
  | "STOP_REQUESTED"
  | "STOPPED"
  | "ROLLBACK_REQUESTED"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_SUCCESSFUL"
  | "ROLLBACK_FAILED"
  | "SUCCESSFUL";

/** One try to bring a service to a revision (`DescribeServiceDeployments`). ECS keeps those of the last 90 days. */
export interface ServiceDeployment {
  readonly arn: string;
  readonly createdAtMs: number;
  readonly status: ServiceDeploymentStatus;
  readonly statusReason: string | null;
  /** `null` for a rolling deployment, which has none. */
  readonly stage: string | null;
  readonly strategy: RolloutStrategy;
  /** ARN of the revision that it was to bring. */
  readonly target: DeployedRevision;
  /** What ran before it. */
  readonly sources: readonly DeployedRevision[];
  /** `null`: ECS has not gone back. */
  readonly rollback: { readonly reason: string | null; readonly revision: string | null } | null;
  /** As the circuit breaker counts them. */
  readonly failedTasks: number;
  /** Of the alarms that roll it back, those that rang. */
  readonly triggeredAlarms: readonly string[];
  readonly bakeMinutes: number;
  readonly hooks: readonly DeploymentHook[];
}

/** A revision in a deployment, with the share of requests that ECS gives to it. */
export interface DeployedRevision extends RevisionCount {
  /** In percent; `null` where ECS moves no traffic. */
  readonly trafficPercent: number | null;
}

/** A life-cycle hook that is at work or waits for a person. */
export interface DeploymentHook {
  /** What `ContinueServiceDeployment` wants to hear. */
  readonly id: string;
  readonly kind: "pause" | "lambda";
  /** `AWAITING_ACTION`: a pause that waits for a person. */
  readonly status: string;
  /** When ECS decides by itself; `null`: not told. */
  readonly expiresAtMs: number | null;
  /** What it then does; `null`: not told, which is ECS's `ROLLBACK`. */
  readonly timeoutAction: "continue" | "rollback" | null;
}

/**
 * States in which nothing moves any more ("Completed" in
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html, 2026-11).
 */
const COMPLETED: ReadonlySet<ServiceDeploymentStatus> = new Set([
  "SUCCESSFUL",
  "STOPPED",
  "ROLLBACK_SUCCESSFUL",
  "ROLLBACK_FAILED",
]);

/** Whether ECS is done with it, well or not. */
export const isCompleted = ({ status }: ServiceDeployment): boolean => COMPLETED.has(status);

/** One service of ECS at one moment of its deployment, as a person wants to see it. */
export interface RolloutSnapshot {
  readonly service: string;
  /** ARN of the service revision that is being rolled out; `null`: none is under way. */
  readonly revision: string | null;
  readonly strategy: "rolling" | "blue-green" | "linear" | "canary";
  /** ECS's `ServiceDeploymentStatus`, e.g. `IN_PROGRESS`, `ROLLBACK_IN_PROGRESS`, `SUCCESSFUL`. */
  readonly status: string;
  /** ECS's life-cycle stage, e.g. `BAKE_TIME`; `null` for a rolling deployment, which has none. */
  readonly stage: string | null;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Of the new revision's tasks, in percent; `null` for a service without a route. */
  readonly trafficPercent: number | null;
  /** Healthy targets of the new revision; `null` without a route. */
  readonly healthyTargets: number | null;
  /** Since this revision's deployment failed its first task. */
  readonly failedTasks: number;
  /** What is left of the bake time; `null` outside of it. */
  readonly bakeSecondsLeft: number | null;
  /** The youngest of ECS's own messages. */
  readonly lastEvent: string | null;
}

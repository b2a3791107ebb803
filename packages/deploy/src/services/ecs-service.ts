/** A service as `DescribeServices` has it. */
export interface EcsService {
  readonly name: string;
  readonly arn: string;
  /** `ACTIVE`, `DRAINING` while its last tasks go, or `INACTIVE`. */
  readonly status: string;
  /** ARN of the task definition that the service was last told to run; after a failed deployment not what runs. */
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly strategy: RolloutStrategy;
  /** ARN of the service deployment that is under way; `null`: none. */
  readonly currentDeployment: string | null;
  /** The revisions that have tasks now; exactly one once all has settled. */
  readonly currentRevisions: readonly RevisionCount[];
  readonly deployments: readonly PrimaryOrOlder[];
  /** The service's own list of load balancers; empty without a route. */
  readonly routes: readonly ServiceRoute[];
  /** The youngest first. */
  readonly events: readonly ServiceEvent[];
}

/** `DeploymentStrategy` in the words of the description. */
export type RolloutStrategy = "rolling" | "blue-green" | "linear" | "canary";

/** How many tasks a revision has. */
export interface RevisionCount {
  readonly revision: string;
  readonly requested: number;
  readonly running: number;
  readonly pending: number;
}

/** An entry of the service's own `deployments`, which knows of no revisions. */
export interface PrimaryOrOlder {
  /** `PRIMARY`: the one that was asked for last, or that ECS went back to. */
  readonly status: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failedTasks: number;
  /** `IN_PROGRESS`, `COMPLETED` or `FAILED`. A completed one may be the one before: nothing follows from it alone. */
  readonly rolloutState: string | null;
}

/** One entry of a service's list of load balancers. */
export interface ServiceRoute {
  /** ARN. */
  readonly targetGroup: string;
  /** ARN of the other one of a pair; `null` where tasks are exchanged in place. */
  readonly alternateTargetGroup: string | null;
  /** ARN of the listener rule whose weights ECS moves; `null` where it moves none. */
  readonly productionRule: string | null;
}

export interface ServiceEvent {
  readonly atMs: number;
  readonly message: string;
}

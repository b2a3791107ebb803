/** Tasks of ECS: those that run, those that stopped lately, and new ones. */
export interface Tasks {
  /**
   * Starts one task. The same token starts the same task once, however often it is sent.
   *
   * @throws UserError when ECS could not start it, with ECS's own reason.
   */
  run(start: TaskStart): Promise<EcsTask>;
  /** ARNs of the tasks, in no order. ECS forgets stopped ones after an hour (`ListTasks`, API reference of ECS, as of 2025). */
  list(filter: TaskFilter): Promise<readonly string[]>;
  /** In no order; those that ECS doesn't know (any more) are left out. */
  describe(cluster: string, arns: readonly string[]): Promise<readonly EcsTask[]>;
  /** Asks for the end of a task; one that has stopped already stays as it is. */
  stop(cluster: string, arn: string, reason: string): Promise<void>;
  /** Opens a session of ECS Exec; whoever is handed the session can connect, so it is never shown. */
  execute(request: ExecRequest): Promise<ExecSession>;
}

export interface TaskFilter {
  readonly cluster: string;
  /** All tasks of a service, or all of a family of task definitions. */
  readonly of: { readonly service: string } | { readonly family: string };
  readonly state: "RUNNING" | "STOPPED";
}

export interface TaskStart {
  readonly cluster: string;
  /** Family, family and revision, or ARN. */
  readonly taskDefinition: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  /** Marks who started it, up to 128 characters. */
  readonly startedBy: string;
  /** Up to 64 characters. */
  readonly token: string;
  /** Instead of the container's own command; `null`: that. */
  readonly command: { readonly container: string; readonly words: readonly string[] } | null;
}

export interface EcsTask {
  readonly arn: string;
  /** ARN. */
  readonly taskDefinition: string;
  /** `service:proxy` or `family:llm-proxy-prod-migrate`. */
  readonly group: string | null;
  /** ECS's, e.g. `PENDING`, `RUNNING`, `DEPROVISIONING`, `STOPPED`. */
  readonly lastStatus: string;
  /** `TaskFailedToStart`, `EssentialContainerExited`, `UserInitiated`, `ServiceSchedulerInitiated`, `SpotInterruption`, `TerminationNotice`. */
  readonly stopCode: string | null;
  readonly stoppedReason: string | null;
  /** `HEALTHY`, `UNHEALTHY` or `UNKNOWN`, by the containers' own health checks. */
  readonly health: string;
  readonly zone: string | null;
  readonly hasExec: boolean;
  /** Milliseconds since 1970, UTC; `null`: not yet. */
  readonly createdMs: number | null;
  readonly startedMs: number | null;
  readonly stoppedMs: number | null;
  readonly containers: readonly TaskContainerState[];
}

export interface TaskContainerState {
  readonly name: string;
  readonly lastStatus: string;
  /** `null`: it never ended by itself, or never began. */
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly health: string;
  readonly runtimeId: string | null;
  /** `sha256:…`; `null`: it was never pulled. */
  readonly imageDigest: string | null;
  /** Of the agents beside it; ECS Exec needs that one to be `RUNNING`. `null`: there is none. */
  readonly execAgent: string | null;
}

export interface ExecRequest {
  readonly cluster: string;
  readonly task: string;
  readonly container: string;
  /** One line, as a shell reads it. */
  readonly command: string;
}

/** What the session-manager-plugin connects with. Secret while it lasts. */
export interface ExecSession {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
}

/** The last part of a task's ARN, which is also that of its log streams' names. */
export const taskId = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

import type { EcsService } from "./ecs-service.js";
import type { ServiceDeployment } from "./service-deployment.js";
import type { ServiceRevision } from "./service-revision.js";
import type { TaskDefinition } from "./task-definition.js";

/** ECS services, what they run, and how they came to it. */
export interface Services {
  /** In no order; those that don't exist, or no longer, are left out. */
  describe(cluster: string, names: readonly string[]): Promise<readonly EcsService[]>;
  /** The latest deployments of a service, the youngest first; none for one that doesn't exist. */
  deployments(cluster: string, service: string): Promise<readonly ServiceDeployment[]>;
  /** In no order; those that ECS doesn't know (any more) are left out. */
  revisions(arns: readonly string[]): Promise<readonly ServiceRevision[]>;
  /** `null`: there is none of that ARN. */
  taskDefinition(arn: string): Promise<TaskDefinition | null>;
  /**
   * ARN of a task definition like this one that can be deployed: itself, or, where it was deregistered (as CloudFormation does with the
   * one that it has replaced), a copy of it. The same copy each time. `null`: ECS doesn't know it any more.
   */
  deployable(taskDefinition: string): Promise<string | null>;
  /** Changes what is named and leaves all else; another task definition starts a deployment, a count alone doesn't. */
  update(change: ServiceChange): Promise<void>;
  /** Has ECS go back to the revision before (`StopServiceDeployment`, `ROLLBACK`). One that is going back already goes on. */
  rollBackDeployment(deployment: string): Promise<void>;
  /** Answers a pause that waits for a person (`ContinueServiceDeployment`). */
  continueDeployment(answer: HookAnswer): Promise<void>;
}

export interface ServiceChange {
  readonly cluster: string;
  readonly service: string;
  /** ARN. */
  readonly taskDefinition?: string | undefined;
  readonly desired?: number | undefined;
  /** A new deployment of what it runs already (`forceNewDeployment`): new tasks read their secrets anew. */
  readonly restart?: boolean | undefined;
}

export interface HookAnswer {
  /** ARN of the service deployment. */
  readonly deployment: string;
  readonly hook: string;
  readonly action: "continue" | "rollback";
}

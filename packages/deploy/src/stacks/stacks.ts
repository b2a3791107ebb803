import type { Template } from "@fairlead/constructs";

/** Which stack is meant. */
export interface StackPlace {
  /** CloudFormation's name, e.g. `llm-proxy-prod-Vpc`. */
  readonly name: string;
  /** `null`: the environment's. */
  readonly region: string | null;
}

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly name: string;
  /** ARN. A stack that was deleted and made anew has another one. */
  readonly id: string;
  /** CloudFormation's, e.g. `UPDATE_ROLLBACK_FAILED`. */
  readonly status: string;
  readonly reason: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** CloudFormation's termination protection: the stack can't be deleted while it is on. */
  readonly isProtected: boolean;
}

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  /** `null`: it was never made. */
  readonly physicalId: string | null;
  readonly type: string;
  /** CloudFormation's, e.g. `CREATE_COMPLETE`. */
  readonly status: string;
}

/** What happened in a stack. The stack as a whole is the resource of type `AWS::CloudFormation::Stack` with the stack's own id. */
export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly resourceType: string;
  readonly status: string;
  readonly reason: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly atMs: number;
}

/** How far a stack is. */
export interface StackProgress {
  readonly resourcesDone: number;
  /** `null`: not known. */
  readonly resourcesTotal: number | null;
}

export type OnStackEvent = (event: StackEvent, progress: StackProgress) => void;

/** One deployment of one stack. */
export interface StackDeployment {
  /** Folder of the assembly, which holds the assets, too. */
  readonly directory: string;
  readonly stack: StackPlace;
  /** What is deployed instead of the assembly's template of this stack; `null`: that one. */
  readonly template: Template | null;
  /** Values of the template's parameters. One that isn't named keeps the value that it has, or takes its default. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly onEvent: OnStackEvent;
  /** Aborted: the call rejects with the signal's reason, and CloudFormation carries on. */
  readonly signal: AbortSignal | null;
}

/** One removal of one stack. */
export interface StackRemoval {
  readonly stack: StackPlace;
  /** Resources that CloudFormation shall leave where they are; only a stack in `DELETE_FAILED` takes any. */
  readonly retain: readonly string[];
  readonly onEvent: OnStackEvent;
  readonly signal: AbortSignal | null;
}

/** A resource that is not as its template says. */
export interface DriftedResource {
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly kind: "modified" | "deleted";
  /** Empty for what is gone. */
  readonly differences: readonly DriftedProperty[];
}

export interface DriftedProperty {
  /** For example `/Tags/0/Value`. */
  readonly path: string;
  /** By the template; `null`: the template says nothing of it. */
  readonly expected: string | null;
  /** `null`: there is none. */
  readonly actual: string | null;
}

/**
 * CloudFormation. Every call may throw a UserError that says what, where and how to mend: whatever AWS or the CDK had to say, in words
 * of ours.
 */
export interface Stacks {
  /** `null`: there is none of this name. A stack that was deleted is none. */
  describe(stack: StackPlace): Promise<DeployedStack | null>;
  /** The template as deployed, with intrinsic functions as they were written; `null`: there is no stack. */
  template(stack: StackPlace): Promise<Template | null>;
  /** Without those that were deleted. */
  resources(stack: StackPlace): Promise<readonly StackResource[]>;
  /** In the order of time, those after `sinceMs`. */
  events(stack: StackPlace, sinceMs: number): Promise<readonly StackEvent[]>;
  /**
   * Publishes the stack's assets, then creates or updates it, and waits for its end; an operation that is still under way is waited for
   * first. Says whether anything was changed.
   *
   * @throws UserError when CloudFormation failed; it has then taken the stack back, or says how it is stuck.
   */
  deploy(deployment: StackDeployment): Promise<"changed" | "unchanged">;
  /** Deletes a stack and waits for its end; none of this name is no error. */
  destroy(removal: StackRemoval): Promise<void>;
  /** Takes back an update that is under way (`UPDATE_IN_PROGRESS`) and doesn't wait for its end. */
  cancelUpdate(stack: StackPlace): Promise<void>;
  /** Frees a stack in `UPDATE_ROLLBACK_FAILED`; `skip`: logical ids that are left as they are. Waits for its end. */
  continueRollback(stack: StackPlace, skip: readonly string[]): Promise<void>;
  /** Takes a stack that stopped where it failed (`CREATE_FAILED`, `UPDATE_FAILED`) back to its last good state. Waits for its end. */
  rollback(stack: StackPlace): Promise<void>;
  /** Compares what is there with the deployed template. Resources that CloudFormation can't compare are left out. */
  drift(stack: StackPlace): Promise<readonly DriftedResource[]>;
}

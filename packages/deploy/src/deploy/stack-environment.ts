import type { Template } from "@fairlead/constructs";
import type { DeployedStack, StackPlace } from "../stacks/stacks.js";

/** A stack as it is, with its template. */
export interface StackAsDeployed {
  readonly place: StackPlace;
  readonly role: string;
  readonly stack: DeployedStack;
  readonly template: Template;
}

/** A stack as it is to be. */
export interface StackAsWanted {
  readonly place: StackPlace;
  readonly role: string;
  readonly template: Template;
  /** Names of the stacks that must be up first. */
  readonly dependsOn: readonly string[];
  /** Names of parameters whose value differs from the deployed one, or isn't known yet. */
  readonly changedParameters: readonly string[];
}

/** An environment before a deployment. */
export interface StackEnvironment {
  /** By name. Without stacks that hold nothing: one whose first deployment was taken back is as good as none. */
  readonly deployed: ReadonlyMap<string, StackAsDeployed>;
  /** In the order of deployment. */
  readonly wanted: readonly StackAsWanted[];
}

import type { OnStackEvent } from "../stacks/stacks.js";

/** The CDK's bootstrap stack. */
export interface Bootstrapping {
  /**
   * Makes it in one region, or brings it up to date; its other parameters stay as they are.
   *
   * @throws UserError when CloudFormation failed.
   */
  bootstrap(order: BootstrapOrder): Promise<"changed" | "unchanged">;
}

export interface BootstrapOrder {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** ARNs of the managed policies that CloudFormation's role is to have, all of them. */
  readonly executionPolicies: readonly string[];
  readonly onEvent: OnStackEvent;
}

/** Name of the stack that the CDK's tools make (AWS CDK guide, "Bootstrap your environment", read 2026-11). */
export const BOOTSTRAP_STACK = "CDKToolkit";

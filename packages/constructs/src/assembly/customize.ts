import { UserError } from "@fairlead/errors";
import type { Customization, ResolvedApp } from "@fairlead/model";
import type { AppStacks } from "../stacks/build-stacks.js";

// A registered symbol: the project's copy of this package makes the value, the tool's copy reads it.
const CHANGE = Symbol.for("@fairlead/cdk-change");

/** Changes constructs after Fairlead has made them and before templates are written. */
export type Change = (stacks: AppStacks, app: ResolvedApp) => void;

interface CdkCustomization extends Customization {
  readonly [CHANGE]: Change;
}

const isCdkCustomization = (customization: Customization): customization is CdkCustomization =>
  CHANGE in customization && typeof customization[CHANGE] === "function";

/**
 * Wraps a function that changes CDK constructs, for `customize` of a description. Every construct of every stack can be reached;
 * what is changed is validated and checked like all else.
 */
export const customize = (change: Change): Customization => {
  const customization: CdkCustomization = { kind: "cdk-customization", [CHANGE]: change };
  return customization;
};

/**
 * Lets a customization change the stacks.
 *
 * @throws UserError when it wasn't made by {@link customize}, or fails.
 */
export function applyCustomization(customization: Customization | null, stacks: AppStacks, app: ResolvedApp): void {
  if (customization === null) return;
  if (!isCdkCustomization(customization))
    throw UserError.of("UnknownCustomization", {
      message: 'The description\'s "customize" is not a value that customize() of @fairlead/constructs made.',
      fix: 'Write `customize: customize((stacks) => { … })`, with `customize` from "@fairlead/constructs".',
    });
  try {
    customization[CHANGE](stacks, app);
  } catch (error) {
    throw UserError.of("CustomizationFailed", {
      message: `The description's "customize" failed: ${error instanceof Error ? error.message : String(error)}`,
      fix: "Correct the function; its error says where.",
      cause: error,
    });
  }
}

import type { AssembledStack } from "@fairlead/constructs";
import type { StackPlace } from "../stacks/stacks.js";

/** Where a stack is: some are in other regions than the rest. */
export const stackPlace = ({ name, region }: AssembledStack): StackPlace => ({ name, region: region ?? null });

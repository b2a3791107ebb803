import type { AssembledStack } from "@fairlead/constructs";
import { CDN_REGION, type ResolvedApp } from "@fairlead/model";
import type { StackPlace } from "../stacks/stacks.js";

/** Where a stack of the app is: two of them may be in other regions than the rest. */
export function stackPlace({ cdn, backup }: ResolvedApp, { name, role }: AssembledStack): StackPlace {
  if (role === "Cdn" && cdn !== null) return { name, region: CDN_REGION };
  if (role === "BackupCopy") return { name, region: backup?.copy?.region ?? null };
  return { name, region: null };
}

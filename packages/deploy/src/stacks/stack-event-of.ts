import type { StackEvent as CloudFormationEvent } from "@aws-sdk/client-cloudformation";
import type { StackEvent } from "./stacks.js";

/** An event of CloudFormation's as ours. */
export const stackEventOf = (event: CloudFormationEvent): StackEvent => ({
  id: event.EventId ?? "",
  logicalId: event.LogicalResourceId ?? "",
  physicalId: event.PhysicalResourceId ?? null,
  resourceType: event.ResourceType ?? "",
  status: event.ResourceStatus ?? "",
  reason: event.ResourceStatusReason ?? null,
  atMs: event.Timestamp?.getTime() ?? 0,
});

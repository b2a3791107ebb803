import { textOf } from "../../json/json-value.js";
import type { XmlContent } from "../api/xml.js";
import type { StackEvent, StackResource, StackState } from "./stack-state.js";

const iso = (ms: number): string => new Date(ms).toISOString();

/** A stack as `DescribeStacks` tells of it. */
export function describedStack(stack: StackState): XmlContent {
  const values = Object.entries(stack.template.parameters).map(([name, parameter]) => ({
    ParameterKey: name,
    ParameterValue: parameter.noEcho ? "****" : (stack.parameters[name] ?? textOf(parameter.default)),
  }));
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.template.description === "" ? undefined : stack.template.description,
    Parameters: values,
    CreationTime: iso(stack.createdMs),
    LastUpdatedTime: stack.updatedMs === null ? undefined : iso(stack.updatedMs),
    DeletionTime: stack.deletedMs === null ? undefined : iso(stack.deletedMs),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason === "" ? undefined : stack.statusReason,
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.name,
      OutputValue: output.value,
      Description: output.description === "" ? undefined : output.description,
      ExportName: output.exportName ?? undefined,
    })),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}

/** A stack as `ListStacks` tells of it. */
export const stackSummary = (stack: StackState): XmlContent => ({
  StackId: stack.id,
  StackName: stack.name,
  CreationTime: iso(stack.createdMs),
  LastUpdatedTime: stack.updatedMs === null ? undefined : iso(stack.updatedMs),
  DeletionTime: stack.deletedMs === null ? undefined : iso(stack.deletedMs),
  StackStatus: stack.status,
  StackStatusReason: stack.statusReason === "" ? undefined : stack.statusReason,
  DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
});

export const describedEvent = (stack: StackState, event: StackEvent): XmlContent => ({
  EventId: event.id,
  StackId: stack.id,
  StackName: stack.name,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: iso(event.atMs),
  ResourceStatus: event.status,
  ResourceStatusReason: event.reason === "" ? undefined : event.reason,
  ResourceProperties: event.properties === null ? undefined : JSON.stringify(event.properties),
  ClientRequestToken: event.clientRequestToken === "" ? undefined : event.clientRequestToken,
});

/** A resource as `DescribeStackResources` and, under other names, `ListStackResources` tell of it. */
export const describedResource = (
  stack: StackState,
  resource: StackResource,
  time: "Timestamp" | "LastUpdatedTimestamp",
): XmlContent => ({
  StackId: stack.id,
  StackName: stack.name,
  LogicalResourceId: resource.asked.logicalId,
  PhysicalResourceId: resource.made.physicalId,
  ResourceType: resource.asked.type,
  [time]: iso(resource.changedMs),
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.statusReason === "" ? undefined : resource.statusReason,
  DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
});

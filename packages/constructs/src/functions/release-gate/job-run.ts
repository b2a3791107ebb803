import type { ReplyAddress } from "./gate-answer.js";
import type { GateRequest } from "./gate-request.js";
import { parseTaskRevision } from "./task-revision.js";

/** Marks the gate's tasks among all of the cluster's; the EventBridge rule filters on it (`RunTask`: up to 128 characters). */
export const STARTED_BY_GATE = "release-gate";

/** One start of the job, free of the SDK's words. */
export interface JobRun {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly container: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: "ENABLED" | "DISABLED";
  /** The same token starts the same task once, however often it is sent (`RunTask`: up to 64 characters). */
  readonly clientToken: string;
  readonly startedBy: string;
  /** Carried by the task itself, so that nothing has to be stored elsewhere. */
  readonly environment: Readonly<Record<string, string>>;
}

const VARIABLE = {
  responseUrl: "FAIRLEAD_GATE_RESPONSE_URL",
  requestId: "FAIRLEAD_GATE_REQUEST_ID",
  stackId: "FAIRLEAD_GATE_STACK_ID",
  logicalResourceId: "FAIRLEAD_GATE_LOGICAL_ID",
  physicalResourceId: "FAIRLEAD_GATE_PHYSICAL_ID",
} as const satisfies Record<keyof ReplyAddress, string>;

const CONTAINER_VARIABLE = "FAIRLEAD_GATE_CONTAINER";
const LOG_GROUP_VARIABLE = "FAIRLEAD_GATE_LOG_GROUP";

/** The id must not change between releases: CloudFormation would delete the gate of the earlier one. */
const gateId = (request: GateRequest): string =>
  request.PhysicalResourceId ??
  `release-gate/${parseTaskRevision(request.ResourceProperties.TaskDefinition)?.family ?? request.LogicalResourceId}`;

export const replyAddressOf = (request: GateRequest): ReplyAddress => ({
  responseUrl: request.ResponseURL,
  requestId: request.RequestId,
  stackId: request.StackId,
  logicalResourceId: request.LogicalResourceId,
  physicalResourceId: gateId(request),
});

/**
 * What to start for a request. CloudFormation's request id is the idempotency token: Lambda repeats an asynchronous
 * invocation that failed, and the repetition must not migrate twice.
 */
export function jobRunOf(request: GateRequest): JobRun {
  const properties = request.ResourceProperties;
  const to = replyAddressOf(request);
  return {
    cluster: properties.Cluster,
    taskDefinition: properties.TaskDefinition,
    container: properties.Container,
    subnets: properties.Subnets,
    securityGroups: properties.SecurityGroups,
    assignPublicIp: properties.AssignPublicIp,
    clientToken: request.RequestId,
    startedBy: STARTED_BY_GATE,
    environment: {
      [VARIABLE.responseUrl]: to.responseUrl,
      [VARIABLE.requestId]: to.requestId,
      [VARIABLE.stackId]: to.stackId,
      [VARIABLE.logicalResourceId]: to.logicalResourceId,
      [VARIABLE.physicalResourceId]: to.physicalResourceId,
      [CONTAINER_VARIABLE]: properties.Container,
      [LOG_GROUP_VARIABLE]: properties.LogGroup,
    },
  };
}

/** What a task carries back. */
export interface CarriedReply {
  readonly to: ReplyAddress;
  readonly container: string;
  readonly logGroup: string;
}

/** Reads a task's variables; `null` when the gate did not start it. */
export function carriedReply(environment: Readonly<Record<string, string>>): CarriedReply | null {
  const responseUrl = environment[VARIABLE.responseUrl];
  const requestId = environment[VARIABLE.requestId];
  const stackId = environment[VARIABLE.stackId];
  const logicalResourceId = environment[VARIABLE.logicalResourceId];
  const physicalResourceId = environment[VARIABLE.physicalResourceId];
  if (responseUrl === undefined || requestId === undefined || stackId === undefined) return null;
  if (logicalResourceId === undefined || physicalResourceId === undefined) return null;
  return {
    to: { responseUrl, requestId, stackId, logicalResourceId, physicalResourceId },
    container: environment[CONTAINER_VARIABLE] ?? "",
    logGroup: environment[LOG_GROUP_VARIABLE] ?? "",
  };
}

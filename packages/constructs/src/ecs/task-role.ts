import type { Stack } from "aws-cdk-lib";
import { PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { taskPrincipal } from "./task-principal.js";

/** The role of the container's own code. It may do nothing until someone says what. */
export const taskRole = (scope: Construct, description: string): Role =>
  new Role(scope, "TaskRole", { assumedBy: taskPrincipal(scope), description });

/** Where a session of ECS Exec is written down. */
export interface ExecSession {
  readonly keyArn: string;
  readonly logGroupArn: string;
}

/**
 * Lets the agent of ECS Exec open its channels, decrypt the session and write it down.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions (2026-11)
 */
export const execStatements = ({ keyArn, logGroupArn }: ExecSession): PolicyStatement[] => [
  new PolicyStatement({
    sid: "OpenExecChannels",
    actions: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    // None of the four knows resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsessionmanagermessagegatewayservice.html (2026-11)
    resources: ["*"],
  }),
  new PolicyStatement({ sid: "DecryptExecSession", actions: ["kms:Decrypt"], resources: [keyArn] }),
  new PolicyStatement({ sid: "FindExecLog", actions: ["logs:DescribeLogGroups"], resources: ["*"] }),
  new PolicyStatement({
    sid: "WriteExecLog",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [logGroupArn],
  }),
];

/**
 * Lets the collector beside the app send traces and fetch sampling rules.
 * None of these actions knows resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html (2026-11)
 */
export const tracingStatement = (): PolicyStatement =>
  new PolicyStatement({
    sid: "SendTraces",
    actions: [
      "xray:GetSamplingRules",
      "xray:GetSamplingStatisticSummaries",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ],
    resources: ["*"],
  });

/**
 * Lets the app protect its own task. A task has no ARN before it runs, and it is the agent that names it: the statement is held to the
 * environment's cluster.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html (2026-11)
 */
export const protectionStatement = (stack: Stack, clusterName: string): PolicyStatement =>
  new PolicyStatement({
    sid: "ProtectTask",
    actions: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
    resources: [stack.formatArn({ service: "ecs", resource: "task", resourceName: `${clusterName}/*` })],
  });

/**
 * Lets the app publish metrics, in the namespaces that its description names.
 * The action knows no resources, but this condition:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html (2026-11)
 */
export const publishingStatement = (namespaces: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    sid: "PublishMetrics",
    actions: ["cloudwatch:PutMetricData"],
    resources: ["*"],
    conditions: { StringEquals: { "cloudwatch:namespace": [...namespaces] } },
  });

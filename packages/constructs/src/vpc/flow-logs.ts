import { NETWORK_ADDRESS, type ResolvedApp, type ResolvedNetwork } from "@fairlead/model";
import type { Stack } from "aws-cdk-lib";
import { FlowLogDestination, FlowLogTrafficType, type Vpc } from "aws-cdk-lib/aws-ec2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { logRetention } from "../stacks/log-retention.js";
import { removalPolicy } from "../stacks/data-protection.js";
import { markAddress } from "../provenance/mark-address.js";

/** Records who spoke to whom in the VPC, and gives the log group back. */
export function addFlowLogs(
  stack: Stack,
  vpc: Vpc,
  { app, traffic, retentionDays }: { readonly app: ResolvedApp } & NonNullable<ResolvedNetwork["flowLogs"]>,
): LogGroup {
  const logGroup = new LogGroup(stack, "FlowLogGroup", {
    retention: logRetention(retentionDays),
    // What happened on the network is asked for most when the environment is gone.
    removalPolicy: removalPolicy(app),
  });
  markAddress(logGroup, NETWORK_ADDRESS);
  vpc.addFlowLog("FlowLog", {
    destination: FlowLogDestination.toCloudWatchLogs(logGroup),
    trafficType: FlowLogTrafficType[traffic],
  });
  return logGroup;
}

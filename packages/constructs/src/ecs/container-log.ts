import type { ResolvedApp } from "@fairlead/model";
import { Size } from "aws-cdk-lib";
import { AwsLogDriverMode, LogDrivers, type LogDriver } from "aws-cdk-lib/aws-ecs";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type ILogGroup, LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { environmentPath } from "../stacks/resource-names.js";

export interface LogGroupOptions {
  readonly app: ResolvedApp;
  /** The part's name. What belongs to no part begins with `cluster/`, which no part's name can. */
  readonly name: string;
  readonly retentionDays: number;
  readonly key: IKey;
}

/**
 * The log group of one part, made before its tasks. Left to be made by the first task it would keep its lines for ever,
 * encrypted with a key of AWS's own.
 */
export const logGroupOf = (
  scope: Construct,
  id: string,
  { app, name, retentionDays, key }: LogGroupOptions,
): LogGroup =>
  new LogGroup(scope, id, {
    logGroupName: `/${environmentPath(app, name)}`,
    retention: logRetention(retentionDays),
    encryptionKey: key,
    removalPolicy: removalPolicy(app),
  });

/** What a container does when CloudWatch Logs takes no lines: drop the oldest and go on, or wait. */
export type LogPressure = "drop" | "wait";

/**
 * Streams are named `<part>/<container>/<task id>`. A service drops lines rather than stand still when CloudWatch Logs can't
 * be reached; a job waits, because its log is all that tells what it did.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html (2026-11)
 */
export function logDriver(logGroup: ILogGroup, streamPrefix: string, pressure: LogPressure): LogDriver {
  switch (pressure) {
    case "drop":
      // 25 MiB hold a burst of a minute at 400 KiB/s; AWS's guide uses the same figure.
      return LogDrivers.awsLogs({
        logGroup,
        streamPrefix,
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      });
    case "wait":
      return LogDrivers.awsLogs({ logGroup, streamPrefix, mode: AwsLogDriverMode.BLOCKING });
  }
}

import type { ResolvedApp } from "@fairlead/model";
import { ArnFormat, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { leavesSnapshots, removalPolicy } from "../stacks/data-protection.js";
import { environmentPath, environmentPrefix } from "../stacks/resource-names.js";

/**
 * The one customer key of an environment. It encrypts secrets, database and cache storage, logs, and the alert topic. Whoever reads
 * with it is allowed to by a statement on their own role; the key's policy names only the AWS services that have no role.
 */
export function environmentKey(stack: Stack, app: ResolvedApp): Key {
  const key = new Key(stack, "Key", {
    alias: `alias/${environmentPrefix(app)}`,
    description: `Encrypts what ${app.name} (${app.environment.name}) stores`,
    enableKeyRotation: true,
    removalPolicy: keyRemoval(app),
  });
  key.addToResourcePolicy(
    publisherStatement(stack, "AlarmsToTopic", "cloudwatch.amazonaws.com", {
      service: "cloudwatch",
      resource: "alarm",
      resourceName: "*",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  key.addToResourcePolicy(
    publisherStatement(stack, "BudgetToTopic", "budgets.amazonaws.com", {
      service: "budgets",
      region: "",
      resource: "*",
    }),
  );
  key.addToResourcePolicy(logsStatement(stack, app));
  return key;
}

/**
 * Without its key a kept snapshot is noise: KMS destroys a deleted key after 30 days, and what was encrypted with it is lost. So
 * the key stays wherever snapshots do, even in an environment that is made to be thrown away; it costs 1 USD a month until
 * someone deletes both (AWS KMS pricing, 2026-11).
 */
const keyRemoval = (app: ResolvedApp): RemovalPolicy =>
  leavesSnapshots(app) ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : removalPolicy(app);

/**
 * CloudWatch Logs encrypts the log groups of this environment and no others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html#cmk-permissions (2026-11)
 */
const logsStatement = (stack: Stack, app: ResolvedApp): PolicyStatement =>
  new PolicyStatement({
    sid: "EncryptLogs",
    principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    resources: ["*"],
    conditions: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": stack.formatArn({
          service: "logs",
          resource: "log-group",
          resourceName: `/${environmentPath(app, "*")}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  });

/**
 * An encrypted topic takes messages from a service that may use its key.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services (2026-11)
 */
function publisherStatement(
  stack: Stack,
  sid: string,
  service: string,
  source: Parameters<Stack["formatArn"]>[0],
): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(service)],
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: ["*"],
    conditions: {
      StringEquals: { "aws:SourceAccount": stack.account },
      ArnLike: { "aws:SourceArn": stack.formatArn(source) },
    },
  });
}

import type { ResolvedApp } from "@fairlead/model";
import { ArnFormat, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { isProtected } from "../stacks/data-protection.js";
import { environmentPrefix } from "../stacks/resource-names.js";

/**
 * The one customer key of an environment. It encrypts secrets, database and cache storage, and the alert topic. Whoever reads
 * with it is allowed to by a statement on their own role; the key's policy names only the AWS services that have no role.
 */
export function environmentKey(stack: Stack, app: ResolvedApp): Key {
  const key = new Key(stack, "Key", {
    alias: `alias/${environmentPrefix(app)}`,
    description: `Encrypts what ${app.name} (${app.environment.name}) stores`,
    enableKeyRotation: true,
    // Without its key a kept snapshot is noise.
    removalPolicy: isProtected(app) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
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
  return key;
}

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

import type { ResolvedApp, ResolvedWaf } from "@fairlead/model";
import { ArnFormat, Stack } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { webAclRules } from "./web-acl-rules.js";

/**
 * Whoever reads a log must not be able to call in the caller's name. Beside the standard headers those in which clients of model
 * providers send their keys: Anthropic's (`x-api-key`), Azure OpenAI's (`api-key`), Gemini's (`x-goog-api-key`). A body is in no
 * log of WAF's.
 */
const CREDENTIAL_HEADERS = [
  "authorization",
  "cookie",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
] as const;

/** A web ACL with its log. */
export interface Firewall {
  readonly webAcl: CfnWebACL;
  readonly logGroup: LogGroup;
  readonly logging: CfnLoggingConfiguration;
}

/** What a {@link Firewall} is made from. */
export interface FirewallProps {
  readonly app: ResolvedApp;
  readonly waf: ResolvedWaf;
  /** `CLOUDFRONT` in `us-east-1` alone. */
  readonly scope: "REGIONAL" | "CLOUDFRONT";
  readonly name: string;
  readonly retentionDays: number;
}

/** Makes the web ACL, and the log of what it decided. */
export function makeFirewall(scope: Construct, props: FirewallProps): Firewall {
  const { app, name } = props;
  const webAcl = new CfnWebACL(scope, "WebAcl", {
    name,
    description: `In front of ${app.name}, ${app.environment.name}`,
    scope: props.scope,
    defaultAction: { allow: {} },
    rules: webAclRules(props.waf),
    visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: name },
  });
  // The name must begin so: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html (2026-11).
  const logGroupName = `aws-waf-logs-${name}`;
  const logGroup = new LogGroup(scope, "Logs", {
    logGroupName,
    retention: logRetention(props.retentionDays),
    removalPolicy: removalPolicy(app),
  });
  const logging = new CfnLoggingConfiguration(scope, "Logging", {
    resourceArn: webAcl.attrArn,
    // WAF takes the ARN without the `:*` that the log group's own attribute ends with.
    logDestinationConfigs: [
      Stack.of(scope).formatArn({
        service: "logs",
        resource: "log-group",
        resourceName: logGroupName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    redactedFields: CREDENTIAL_HEADERS.map((Name) => ({ singleHeader: { Name } })),
  });
  logging.node.addDependency(logGroup);
  return { webAcl, logGroup, logging };
}

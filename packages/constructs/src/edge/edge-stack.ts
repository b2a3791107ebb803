import { INGRESS_ADDRESS, type ResolvedApp, type ResolvedIngress, type ResolvedWaf } from "@fairlead/model";
import { ArnFormat } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { AlbStack } from "../alb/alb-stack.js";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { environmentPrefix } from "../stacks/resource-names.js";
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

/** What an {@link EdgeStack} is made from. */
export interface EdgeStackProps {
  readonly app: ResolvedApp;
  readonly ingress: ResolvedIngress;
  /** The firewall of the ingress; an ingress without one has no such stack. */
  readonly waf: ResolvedWaf;
  readonly alb: Pick<AlbStack, "loadBalancer">;
}

/** The web application firewall in front of the load balancer. */
export class EdgeStack extends AppStack {
  readonly webAcl: CfnWebACL;
  readonly association: CfnWebACLAssociation;
  readonly logGroup: LogGroup;
  readonly logging: CfnLoggingConfiguration;

  constructor(scope: Construct, id: string, { app, ingress, waf, alb }: EdgeStackProps) {
    super(scope, id, { app, role: "Edge", description: `Firewall of ${app.name} (${app.environment.name})` });
    markAddress(this, INGRESS_ADDRESS);
    const name = environmentPrefix(app);
    this.webAcl = new CfnWebACL(this, "WebAcl", {
      name,
      description: `In front of ${app.name}, ${app.environment.name}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: webAclRules(waf),
      visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: name },
    });
    this.association = new CfnWebACLAssociation(this, "Association", {
      resourceArn: alb.loadBalancer.loadBalancerArn,
      webAclArn: this.webAcl.attrArn,
    });
    // The name must begin so: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html (2026-11).
    const logGroupName = `aws-waf-logs-${name}`;
    this.logGroup = new LogGroup(this, "Logs", {
      logGroupName,
      retention: logRetention(ingress.accessLogs.retentionDays),
      removalPolicy: removalPolicy(app),
    });
    this.logging = new CfnLoggingConfiguration(this, "Logging", {
      resourceArn: this.webAcl.attrArn,
      // WAF takes the ARN without the `:*` that the log group's own attribute ends with.
      logDestinationConfigs: [
        this.formatArn({
          service: "logs",
          resource: "log-group",
          resourceName: logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: CREDENTIAL_HEADERS.map((Name) => ({ singleHeader: { Name } })),
    });
    this.logging.node.addDependency(this.logGroup);
  }
}

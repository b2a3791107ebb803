import { INGRESS_ADDRESS, type ResolvedApp, type ResolvedIngress, type ResolvedWaf } from "@fairlead/model";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { type CfnLoggingConfiguration, type CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { AlbStack } from "../alb/alb-stack.js";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { makeFirewall } from "./firewall.js";

/** What an {@link EdgeStack} is made from. */
export interface EdgeStackProps {
  readonly app: ResolvedApp;
  readonly ingress: ResolvedIngress;
  /** The firewall of the ingress; an ingress without one, or behind CloudFront, has no such stack. */
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
    const { webAcl, logGroup, logging } = makeFirewall(this, {
      app,
      waf,
      scope: "REGIONAL",
      name: environmentPrefix(app),
      retentionDays: ingress.accessLogs.retentionDays,
    });
    this.webAcl = webAcl;
    this.logGroup = logGroup;
    this.logging = logging;
    this.association = new CfnWebACLAssociation(this, "Association", {
      resourceArn: alb.loadBalancer.loadBalancerArn,
      webAclArn: this.webAcl.attrArn,
    });
  }
}

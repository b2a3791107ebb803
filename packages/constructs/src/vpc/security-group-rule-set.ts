import type { Address } from "@fairlead/model";
import { CfnSecurityGroupEgress, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import { cloudFrontPrefixList } from "./cloudfront-prefix-list.js";
import { ruleKey, type RulePeer, type SecurityGroupRule } from "./security-group-rules.js";

/** What a {@link SecurityGroupRuleSet} is made from. */
export interface SecurityGroupRuleSetProps {
  readonly rules: readonly SecurityGroupRule[];
  readonly securityGroupId: (address: Address) => string;
}

/** Rules as resources of their own, so that groups may name each other both ways. */
export class SecurityGroupRuleSet extends Construct {
  readonly rules: readonly SecurityGroupRule[];
  readonly inbound: readonly CfnSecurityGroupIngress[];
  readonly outbound: readonly CfnSecurityGroupEgress[];

  constructor(scope: Construct, id: string, { rules, securityGroupId }: SecurityGroupRuleSetProps) {
    super(scope, id);
    this.rules = rules;
    this.inbound = rules
      .filter(({ direction }) => direction === "in")
      .map((rule) => this.allowIn(rule, securityGroupId));
    this.outbound = rules
      .filter(({ direction }) => direction === "out")
      .map((rule) => this.allowOut(rule, securityGroupId));
  }

  private allowIn(
    rule: SecurityGroupRule,
    idOf: SecurityGroupRuleSetProps["securityGroupId"],
  ): CfnSecurityGroupIngress {
    const resource = new CfnSecurityGroupIngress(this, ruleKey(rule), {
      ...commonProperties(rule, idOf),
      ...this.sourceOf(rule.peer, idOf),
    });
    return markAddress(resource, causeOf(rule));
  }

  private sourceOf(peer: RulePeer, idOf: SecurityGroupRuleSetProps["securityGroupId"]) {
    switch (peer.kind) {
      case "ipv4":
        return { cidrIp: peer.cidr };
      case "group":
        return { sourceSecurityGroupId: idOf(peer.address) };
      case "cloudfront":
        return { sourcePrefixListId: cloudFrontPrefixList(this) };
    }
  }

  private destinationOf(peer: RulePeer, idOf: SecurityGroupRuleSetProps["securityGroupId"]) {
    switch (peer.kind) {
      case "ipv4":
        return { cidrIp: peer.cidr };
      case "group":
        return { destinationSecurityGroupId: idOf(peer.address) };
      case "cloudfront":
        return { destinationPrefixListId: cloudFrontPrefixList(this) };
    }
  }

  private allowOut(
    rule: SecurityGroupRule,
    idOf: SecurityGroupRuleSetProps["securityGroupId"],
  ): CfnSecurityGroupEgress {
    const resource = new CfnSecurityGroupEgress(this, ruleKey(rule), {
      ...commonProperties(rule, idOf),
      ...this.destinationOf(rule.peer, idOf),
    });
    return markAddress(resource, causeOf(rule));
  }
}

const commonProperties = (rule: SecurityGroupRule, idOf: SecurityGroupRuleSetProps["securityGroupId"]) => ({
  groupId: idOf(rule.group),
  ipProtocol: "tcp",
  fromPort: rule.port,
  toPort: rule.port,
  description: rule.description,
});

/** The part that asks for the way is the one whose line opened it. */
const causeOf = ({ group, direction, peer }: SecurityGroupRule): Address =>
  direction === "in" && peer.kind === "group" ? peer.address : group;

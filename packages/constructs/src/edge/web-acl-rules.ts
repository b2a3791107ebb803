import type { ResolvedWaf } from "@fairlead/model";
import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";

/** Numbers in CloudWatch and samples of requests, for one rule. */
const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});

/**
 * The rules in order of evaluation: first how often an address asks, because that is cheapest, then AWS's managed groups. With
 * all of them they take 927 of the 1500 capacity units that the basic price holds (rate 2, reputation 25, common 700, bad inputs 200).
 *
 * In front of a load balancer WAF sees the first 8 KiB of a body and no more; what is longer passes by what is not seen
 * (https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html, 2026-11). Prompts are longer, so
 * rules on the body's size come resolved as counting only, and what a prompt says is the app's to judge.
 */
export function webAclRules({ managedRuleGroups, rateLimitPerFiveMinutes }: ResolvedWaf): CfnWebACL.RuleProperty[] {
  const rateLimit: CfnWebACL.RuleProperty = {
    name: "RateLimit",
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: { aggregateKeyType: "IP", limit: rateLimitPerFiveMinutes, evaluationWindowSec: 300 },
    },
    visibilityConfig: visibility("RateLimit"),
  };
  return [rateLimit, ...managedRuleGroups.map(managedGroup)];
}

function managedGroup(
  { name, countOnly }: ResolvedWaf["managedRuleGroups"][number],
  index: number,
): CfnWebACL.RuleProperty {
  return {
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(countOnly.length === 0
          ? {}
          : { ruleActionOverrides: countOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { buildStacks } from "../stacks/build-stacks.js";

describe("EdgeStack", () => {
  let template: Template;
  beforeAll(() => {
    const { edge } = buildStacks(new App(), aResolvedApp());
    if (edge === null) expect.fail("The app has a firewall.");
    template = Template.fromStack(edge);
  });

  it("lets through by default, and blocks an address that asks too often with 429", () => {
    template.hasResourceProperties("AWS::WAFv2::WebACL", {
      Scope: "REGIONAL",
      DefaultAction: { Allow: {} },
      Rules: Match.arrayWith([
        Match.objectLike({
          Name: "RateLimit",
          Priority: 0,
          Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
          Statement: { RateBasedStatement: { AggregateKeyType: "IP", Limit: 2000, EvaluationWindowSec: 300 } },
        }),
      ]),
    });
  });

  it("evaluates the managed groups in their order, and only counts what misfires on prompts", () => {
    template.hasResourceProperties("AWS::WAFv2::WebACL", {
      Rules: [
        Match.objectLike({ Name: "RateLimit" }),
        Match.objectLike({ Name: "AWSManagedRulesAmazonIpReputationList", Priority: 1 }),
        Match.objectLike({
          Name: "AWSManagedRulesCommonRuleSet",
          Priority: 2,
          Statement: {
            ManagedRuleGroupStatement: Match.objectLike({
              RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
            }),
          },
        }),
        Match.objectLike({ Name: "AWSManagedRulesKnownBadInputsRuleSet", Priority: 3 }),
      ],
    });
  });

  it("stands in front of the load balancer", () => {
    template.resourceCountIs("AWS::WAFv2::WebACLAssociation", 1);
  });

  it("logs without what a caller signs in with, to a group whose name WAF takes", () => {
    template.hasResourceProperties("AWS::Logs::LogGroup", {
      LogGroupName: "aws-waf-logs-llm-proxy-prod",
      RetentionInDays: 180,
    });
    template.hasResourceProperties("AWS::WAFv2::LoggingConfiguration", {
      RedactedFields: Match.arrayWith(
        ["authorization", "cookie", "x-api-key"].map((Name) => ({ SingleHeader: { Name } })),
      ),
    });
  });
});

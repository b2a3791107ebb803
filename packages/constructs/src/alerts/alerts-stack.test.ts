import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, it } from "vitest";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { AlertsStack } from "./alerts-stack.js";

describe("AlertsStack", () => {
  it("encrypts the topic with the environment's key", () => {
    synthesize(aResolvedApp()).hasResourceProperties("AWS::SNS::Topic", { KmsMasterKeyId: Match.anyValue() });
  });

  it("tells every address that is to be told", () => {
    const template = synthesize(aResolvedApp());
    template.resourceCountIs("AWS::SNS::Subscription", 1);
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "oncall@example.com" });
  });

  it("takes messages over TLS only, from alarms and budgets of its own account", () => {
    const statements = [
      Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ...["cloudwatch.amazonaws.com", "budgets.amazonaws.com"].map((service) =>
        Match.objectLike({
          Effect: "Allow",
          Action: "sns:Publish",
          Principal: { Service: service },
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        }),
      ),
    ];
    synthesize(aResolvedApp()).hasResourceProperties("AWS::SNS::TopicPolicy", {
      PolicyDocument: { Statement: Match.arrayWith(statements) },
    });
  });

  it("watches the month's budget over what carries the environment's tags", () => {
    synthesize(aResolvedApp()).hasResourceProperties("AWS::Budgets::Budget", {
      Budget: {
        BudgetLimit: { Amount: 400, Unit: "USD" },
        FilterExpression: {
          And: [
            { Tags: { Key: "application", Values: ["llm-proxy"] } },
            { Tags: { Key: "environment", Values: ["prod"] } },
          ],
        },
      },
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: "ACTUAL", Threshold: 50 } },
        { Notification: { NotificationType: "ACTUAL", Threshold: 80 } },
        { Notification: { NotificationType: "ACTUAL", Threshold: 100 } },
        { Notification: { NotificationType: "FORECASTED", Threshold: 100 } },
      ],
    });
  });

  it("hears of a budget at the thresholds that are stated, and of the forecast", () => {
    const app = aResolvedApp();
    const budget = { monthlyUsd: 150, spentPercents: [50, 75, 100], forecastPercents: [100] };
    synthesize({ ...app, environment: { ...app.environment, budget } }).hasResourceProperties("AWS::Budgets::Budget", {
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: "ACTUAL", Threshold: 50, ThresholdType: "PERCENTAGE" } },
        { Notification: { NotificationType: "ACTUAL", Threshold: 75 } },
        { Notification: { NotificationType: "ACTUAL", Threshold: 100 } },
        { Notification: { NotificationType: "FORECASTED", Threshold: 100 } },
      ],
    });
  });

  it("has a topic for each level where they are told apart, and tells the budget to the one that wakes nobody", () => {
    const app = aResolvedApp();
    const template = synthesize({
      ...app,
      environment: {
        ...app.environment,
        alertTopics: [
          { name: "alerts", levels: ["warning"], emails: ["team@example.com"] },
          { name: "critical", levels: ["critical"], emails: ["oncall@example.com"] },
        ],
      },
    });
    template.resourceCountIs("AWS::SNS::Topic", 2);
    template.resourceCountIs("AWS::SNS::Subscription", 2);
    for (const topicName of ["llm-proxy-prod-alerts", "llm-proxy-prod-critical"]) {
      template.hasResourceProperties("AWS::SNS::Topic", { TopicName: topicName, KmsMasterKeyId: Match.anyValue() });
    }
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Endpoint: "oncall@example.com",
      TopicArn: { Ref: Match.stringLikeRegexp("^CriticalTopic") },
    });
    template.hasResourceProperties("AWS::Budgets::Budget", {
      NotificationsWithSubscribers: Match.arrayWith([
        Match.objectLike({
          Subscribers: [{ SubscriptionType: "SNS", Address: { Ref: Match.stringLikeRegexp("^Topic") } }],
        }),
      ]),
    });
  });

  it("has no budget where none was stated", () => {
    const app = aResolvedApp();
    synthesize({ ...app, environment: { ...app.environment, budget: null } }).resourceCountIs(
      "AWS::Budgets::Budget",
      0,
    );
  });
});

function synthesize(app: ResolvedApp): Template {
  const scope = new App();
  const secrets = new SecretsStack(scope, "Secrets", { app });
  return Template.fromStack(new AlertsStack(scope, "Alerts", { app, secrets }));
}

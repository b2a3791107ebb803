import { expectPresent } from "@fairlead/errors";
import { type AlarmLevel, type ResolvedAlertTopic, type ResolvedApp } from "@fairlead/model";
import type { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { SecretsStack } from "../secrets/secrets-stack.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix, pascalCase } from "../stacks/resource-names.js";
import { monthlyBudget } from "./monthly-budget.js";

/** What an {@link AlertsStack} is made from. */
export interface AlertsStackProps {
  readonly app: ResolvedApp;
  readonly secrets: SecretsStack;
}

/** Who is told: the topics that alarms act on, and the month's budget. */
export class AlertsStack extends AppStack {
  /** By level; both levels have the same one unless the environment tells them apart. */
  readonly topics: Readonly<Record<AlarmLevel, Topic>>;
  /** `null`: no budget was stated. */
  readonly budget: CfnBudget | null;

  constructor(scope: Construct, id: string, { app, secrets }: AlertsStackProps) {
    super(scope, id, {
      app,
      role: "Alerts",
      description: `Alert topics and budget of ${app.name} (${app.environment.name})`,
    });
    const { alertTopics, budget } = app.environment;
    const key = Key.fromKeyArn(this, "Key", secrets.key.keyArn);
    const made = alertTopics.map((topic) => ({ topic, resource: this.makeTopic(app, topic, key) }));
    const of = (level: AlarmLevel): Topic =>
      expectPresent(made.find(({ topic }) => topic.levels.includes(level))?.resource, `The topic of level ${level}`);
    this.topics = { warning: of("warning"), critical: of("critical") };
    if (budget === null) {
      this.budget = null;
    } else {
      // Money runs away over days: nobody is to be woken for it.
      const { warning: topic } = this.topics;
      allowPublishing(this, topic, { sid: "BudgetsMayPublish", service: "budgets.amazonaws.com" });
      this.budget = monthlyBudget(this, { app, budget, topicArn: topic.topicArn });
      // Its first notification must not come before the right to publish it.
      this.budget.node.addDependency(topic.node.findChild("Policy"));
    }
  }

  private makeTopic(app: ResolvedApp, { name, emails }: ResolvedAlertTopic, key: IKey): Topic {
    const topic = new Topic(this, name === "alerts" ? "Topic" : `${pascalCase(name)}Topic`, {
      topicName: `${environmentPrefix(app)}-${name}`,
      displayName: `${app.name} (${app.environment.name})${name === "critical" ? ": critical" : ""}`,
      masterKey: key,
      // SNS takes plain HTTP too unless its policy says otherwise.
      enforceSSL: true,
    });
    for (const email of emails) topic.addSubscription(new EmailSubscription(email));
    allowPublishing(this, topic, { sid: "AlarmsMayPublish", service: "cloudwatch.amazonaws.com" });
    return topic;
  }
}

const allowPublishing = (
  { account }: AlertsStack,
  topic: Topic,
  { sid, service }: { readonly sid: string; readonly service: string },
): unknown =>
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal(service)],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    }),
  );

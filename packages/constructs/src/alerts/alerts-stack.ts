import type { ResolvedApp } from "@fairlead/model";
import type { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { SecretsStack } from "../secrets/secrets-stack.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { monthlyBudget } from "./monthly-budget.js";

/** What an {@link AlertsStack} is made from. */
export interface AlertsStackProps {
  readonly app: ResolvedApp;
  readonly secrets: SecretsStack;
}

/** Who is told: the topic that every alarm acts on, and the month's budget. */
export class AlertsStack extends AppStack {
  readonly topic: Topic;
  /** `null`: no budget was stated. */
  readonly budget: CfnBudget | null;

  constructor(scope: Construct, id: string, { app, secrets }: AlertsStackProps) {
    super(scope, id, {
      app,
      role: "Alerts",
      description: `Alert topic and budget of ${app.name} (${app.environment.name})`,
    });
    this.topic = new Topic(this, "Topic", {
      topicName: `${environmentPrefix(app)}-alerts`,
      displayName: `${app.name} (${app.environment.name})`,
      masterKey: Key.fromKeyArn(this, "Key", secrets.key.keyArn),
      // SNS takes plain HTTP too unless its policy says otherwise.
      enforceSSL: true,
    });
    for (const email of app.environment.alertEmails) this.topic.addSubscription(new EmailSubscription(email));
    this.allowPublishing("AlarmsMayPublish", "cloudwatch.amazonaws.com");
    const { budgetMonthlyUsd } = app.environment;
    if (budgetMonthlyUsd === null) {
      this.budget = null;
    } else {
      this.allowPublishing("BudgetsMayPublish", "budgets.amazonaws.com");
      this.budget = monthlyBudget(this, app, budgetMonthlyUsd, this.topic.topicArn);
      // Its first notification must not come before the right to publish it.
      this.budget.node.addDependency(this.topic.node.findChild("Policy"));
    }
  }

  private allowPublishing(sid: string, service: string): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(service)],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
  }
}

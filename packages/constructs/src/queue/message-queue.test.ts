import { image, queue, type QueueOptions, service } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

function synthesize(options: QueueOptions = {}) {
  const work = queue("work", options);
  const app = resolveRoots({
    services: [
      service("sender", { image: image("app"), env: { QUEUE_URL: work.urlForSending } }),
      service("worker", { image: image("app"), env: { QUEUE_URL: work.urlForReceiving } }),
    ],
  });
  const stacks = buildStacks(new App({ context: { ...appContext() } }), app);
  return {
    data: Template.fromStack(stacks.data),
    ecs: Template.fromStack(stacks.ecs),
    observability: Template.fromStack(stacks.observability),
  };
}

describe("a queue", () => {
  it("is encrypted, and hands what fails to its dead letters", () => {
    const { data } = synthesize({ maxReceives: 5, visibilityTimeout: "10m" });
    data.hasResourceProperties("AWS::SQS::Queue", {
      QueueName: "shop-test-work",
      KmsMasterKeyId: Match.anyValue(),
      VisibilityTimeout: 600,
      MessageRetentionPeriod: 345_600,
      ReceiveMessageWaitTimeSeconds: 20,
      FifoQueue: Match.absent(),
      RedrivePolicy: {
        maxReceiveCount: 5,
        deadLetterTargetArn: { "Fn::GetAtt": [Match.stringLikeRegexp("DeadLetters"), "Arn"] },
      },
    });
    data.hasResourceProperties("AWS::SQS::Queue", {
      QueueName: "shop-test-work-dead-letters",
      KmsMasterKeyId: Match.anyValue(),
      MessageRetentionPeriod: 1_209_600,
      RedriveAllowPolicy: {
        redrivePermission: "byQueue",
        sourceQueueArns: [{ "Fn::Join": ["", Match.arrayWith([Match.stringLikeRegexp(":shop-test-work$")])] }],
      },
    });
  });

  it("turns clients without TLS away, its dead letters too", () => {
    const { data } = synthesize();
    data.resourceCountIs("AWS::SQS::QueuePolicy", 2);
    data.allResourcesProperties("AWS::SQS::QueuePolicy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: "Deny",
            Action: "sqs:*",
            Principal: { AWS: "*" },
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ],
      },
    });
  });

  it("keeps order with dead letters that keep it too", () => {
    const { data } = synthesize({ fifo: true });
    expect(
      Object.values(data.findResources("AWS::SQS::Queue", { Properties: { FifoQueue: true } })).map(
        (resource: { Properties?: { QueueName?: string } }) => resource.Properties?.QueueName,
      ),
    ).toEqual(["shop-test-work-dead-letters.fifo", "shop-test-work.fifo"]);
  });

  it("lets who sends send, and who receives receive", () => {
    const { ecs } = synthesize();
    const allowed = (name: string, actions: readonly string[]) => {
      ecs.hasResourceProperties("AWS::IAM::Policy", {
        PolicyName: Match.stringLikeRegexp(`^${name}TaskTaskRole`),
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: "Allow", Action: [...actions], Resource: Match.objectLike({}) }),
          ]),
        },
      });
    };
    allowed("sender", ["sqs:GetQueueUrl", "sqs:SendMessage"]);
    allowed("worker", [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]);
  });

  it("is watched by its name: the oldest message, and the first dead letter", () => {
    const { observability } = synthesize({ alarmAfter: "10m" });
    const watched = (metric: string, queueName: string, threshold: number) => {
      observability.hasResourceProperties("AWS::CloudWatch::Alarm", {
        Namespace: "AWS/SQS",
        MetricName: metric,
        Dimensions: [{ Name: "QueueName", Value: queueName }],
        Threshold: threshold,
        ComparisonOperator: "GreaterThanThreshold",
      });
    };
    watched("ApproximateAgeOfOldestMessage", "shop-test-work", 600);
    watched("ApproximateNumberOfMessagesVisible", "shop-test-work-dead-letters", 0);
  });
});

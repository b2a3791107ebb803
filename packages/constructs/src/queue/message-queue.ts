import type { ResolvedApp, ResolvedQueue } from "@fairlead/model";
import { Stack } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnQueue, CfnQueuePolicy } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { deadLetterQueueName, queueName } from "./queue-names.js";

/** What a {@link MessageQueue} is made from. */
export interface MessageQueueProps {
  readonly app: ResolvedApp;
  readonly queue: ResolvedQueue;
  readonly key: IKey;
}

/** A queue and what becomes of messages that can't be worked on. */
export class MessageQueue extends Construct {
  readonly queue: CfnQueue;
  readonly deadLetters: CfnQueue;
  /** Of both: over TLS alone. */
  readonly policies: readonly CfnQueuePolicy[];

  constructor(scope: Construct, id: string, { app, queue, key }: MessageQueueProps) {
    super(scope, id);
    const common = {
      kmsMasterKeyId: key.keyArn,
      // CloudFormation takes no "false" here.
      ...(queue.fifo ? { fifoQueue: true, contentBasedDeduplication: true } : {}),
    };
    const name = queueName(app, queue);
    this.deadLetters = new CfnQueue(this, "DeadLetters", {
      ...common,
      queueName: deadLetterQueueName(app, queue),
      messageRetentionPeriod: queue.deadLetterRetentionSeconds,
      // By its name: the two queues can't wait for each other.
      redriveAllowPolicy: {
        redrivePermission: "byQueue",
        sourceQueueArns: [Stack.of(this).formatArn({ service: "sqs", resource: name })],
      },
    });
    this.queue = new CfnQueue(this, "Queue", {
      ...common,
      queueName: name,
      visibilityTimeout: queue.visibilityTimeoutSeconds,
      messageRetentionPeriod: queue.retentionSeconds,
      // The longest that there is: an empty answer every 20 s costs a twentieth of one every second.
      receiveMessageWaitTimeSeconds: 20,
      redrivePolicy: { deadLetterTargetArn: this.deadLetters.attrArn, maxReceiveCount: queue.maxReceives },
    });
    this.policies = [
      tlsPolicy(this, "DeadLettersPolicy", this.deadLetters),
      tlsPolicy(this, "QueuePolicy", this.queue),
    ];
  }
}

const tlsPolicy = (scope: Construct, id: string, queue: CfnQueue): CfnQueuePolicy =>
  new CfnQueuePolicy(scope, id, {
    queues: [queue.ref],
    policyDocument: new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: "OverTlsAlone",
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ["sqs:*"],
          resources: [queue.attrArn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ],
    }),
  });

import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const queueWithoutReceiver: AppRule = {
  code: "QueueWithoutReceiver",
  severity: "warning",
  title: "Nothing of the app receives from a queue",
  why: "Messages wait until they are too old, and are then dropped without a word.",
  fix: 'Name "urlForReceiving" in the service or job that does the work, or accept this where something outside of the app does it.',
  link: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-architecture.html",
  check: ({ queues, connections }) =>
    queues
      .map(({ name }) => ({ name, address: addressOf("queue", name) }))
      .filter(
        ({ address }) =>
          !connections.some(
            (edge) => edge.kind === "permission" && edge.to === address && edge.access === "receive-messages",
          ),
      )
      .map(({ name, address }) => ({ address, message: `No service and no job receives from queue "${name}".` })),
};

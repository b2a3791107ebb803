import type { ResolvedApp, ResolvedQueue } from "@fairlead/model";
import { environmentPrefix } from "../stacks/resource-names.js";

/** A FIFO queue's name ends so: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html (2026-11). */
const suffix = ({ fifo }: ResolvedQueue): string => (fifo ? ".fifo" : "");

/** Known beforehand, so that alarms and scaling need not refer to the queue; the model holds it to SQS's 80 characters. */
export const queueName = (app: ResolvedApp, queue: ResolvedQueue): string =>
  `${environmentPrefix(app)}-${queue.name}${suffix(queue)}`;

/** The queue of what could not be worked on. */
export const deadLetterQueueName = (app: ResolvedApp, queue: ResolvedQueue): string =>
  `${environmentPrefix(app)}-${queue.name}-dead-letters${suffix(queue)}`;

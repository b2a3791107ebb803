import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { QueueAccess } from "./resolved-queue.js";

export interface QueueOptions {
  /** Whether messages of a group come in order and each once; default false. Can't be changed later. */
  readonly fifo?: boolean | undefined;
  /**
   * Duration up to `"12h"` in which a message that was received is hidden from the others: longer than the longest piece of
   * work. Default five minutes, or more where what receives from it takes longer.
   */
  readonly visibilityTimeout?: string | undefined;
  /** How often a message is tried, 1 to 1000, before it goes to the dead letters; default 3. */
  readonly maxReceives?: number | undefined;
  /** Duration of one minute to 14 days that a message waits at most; default `"4d"`, SQS's own. */
  readonly retention?: string | undefined;
  /** Duration that the oldest message may wait before an alarm rings; default `"15m"`. */
  readonly alarmAfter?: string | undefined;
}

/** The address of a queue, as the value of a variable; it carries what may be done with the queue. */
export interface QueueReference {
  readonly kind: "queue-url";
  readonly queue: Part<"queue">;
  readonly access: QueueAccess;
}

/** A queue and what variables may take from it. */
export interface Queue extends Part<"queue"> {
  /** The queue's URL, for who sends. */
  readonly urlForSending: QueueReference;
  /** The queue's URL, for who receives and deletes. */
  readonly urlForReceiving: QueueReference;
}

/**
 * Declares a queue on SQS: encrypted, over TLS alone, with a queue of dead letters behind it and alarms on both.
 *
 * @param name Unique among the app's queues.
 */
export function queue(name: string, options: QueueOptions = {}): Queue {
  const part = makePart({ kind: "queue", name, options, source: findDeclarationSite(queue) });
  const reference = (access: QueueAccess): QueueReference => Object.freeze({ kind: "queue-url", queue: part, access });
  return Object.freeze({ ...part, urlForSending: reference("send"), urlForReceiving: reference("receive") });
}

/** A queue of SQS and the queue of its dead letters. */
export interface ResolvedQueue {
  readonly name: string;
  readonly fifo: boolean;
  /** How long a message that was received is hidden from the others. */
  readonly visibilityTimeoutSeconds: number;
  /** How often a message is tried before it goes to the dead letters. */
  readonly maxReceives: number;
  readonly retentionSeconds: number;
  /** How long the dead letters wait for somebody to look at them. */
  readonly deadLetterRetentionSeconds: number;
  /** From here on the oldest message has waited too long. */
  readonly alarmAfterSeconds: number;
}

/** What a reference to a queue lets its holder do. */
export type QueueAccess = "send" | "receive";

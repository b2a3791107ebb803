import type { EventRecord } from "../events/event-record.js";

/** Where events end up. It may see an event twice, and knows it by its id. */
export interface Sink {
  readonly name: string;
  /**
   * Takes a batch; once this resolves, the events that it doesn't name are safe and are acknowledged.
   * @returns the events that it will never take, e.g. a 4xx of its own.
   * @throws SinkUnavailable, or anything else, when it can't take them now; the batch is offered again.
   */
  take(events: readonly EventRecord[], signal: AbortSignal): Promise<readonly Rejection[]>;
  close(signal: AbortSignal): Promise<void>;
}

export interface Rejection {
  readonly id: string;
  readonly reason: string;
}

/** Try again later; it isn't the fault of an event. */
export class SinkUnavailable extends Error {
  override readonly name = "SinkUnavailable";
  /** What the sink asks for; `null`: it doesn't say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, options: { readonly retryAfterMs?: number | null; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

import type { CallEvent } from "./call-event.js";

/** Carries events to the dispatcher. */
export interface EventBus {
  /** Takes an event at once; it is sent in batches, kept in a bounded spool while Redis is away, counted when dropped. */
  publish(event: CallEvent): void;
  readonly state: EventBusState;
  /** Sends what is pending, within the signal, and ends. */
  close(signal: AbortSignal): Promise<void>;
}

export interface EventBusState {
  readonly published: number;
  /** Acknowledged by Redis. */
  readonly acknowledged: number;
  readonly dropped: number;
  readonly spooled: number;
}

import type { EmulatedApi } from "../api/emulated-api.js";
import type { AskedResource, MadeResource, TypeDecision } from "../resources/resource-maker.js";
import type { StackBook } from "./stack-book.js";

/** What stacks are made with. */
export interface StackWorld {
  readonly account: string;
  readonly book: StackBook;
  /** Milliseconds since 1970 by the machine's clock, which is the one that the toolkit compares events with. */
  readonly nowMs: () => number;
  /** Real time. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly api: (region: string) => EmulatedApi;
  readonly decide: (type: string) => TypeDecision;
  /**
   * Waits for what a resource sets off, as the rollout of a service, before it counts as made. Throws an `ApiRefusal` when that
   * fails. `signal` ends the waiting for an update that is cancelled.
   */
  readonly settle: (settled: SettledResource, signal: AbortSignal) => Promise<void>;
}

export interface SettledResource {
  readonly asked: AskedResource;
  readonly made: MadeResource;
  /** As it was before an update; `null`: it is new. */
  readonly before: AskedResource | null;
  /** Whether this takes a failed update back. */
  readonly rollback: boolean;
}

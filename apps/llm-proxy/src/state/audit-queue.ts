import type { Logger } from "pino";
import type { AuditEntry, AuditLog } from "./audit-entry.js";
import type { AuditEvents } from "./audit-events.js";
import { BackgroundBatch } from "./background-batch.js";

export interface AuditQueueSettings {
  readonly capacity: number;
  readonly batchSize: number;
  readonly intervalMs: number;
}

export const AUDIT_QUEUE_DEFAULTS = {
  /** Some 5 MB; minutes of an attack while the database is away. */
  capacity: 10_000,
  batchSize: 500,
  /** What a crash loses at most. */
  intervalMs: 250,
} as const satisfies AuditQueueSettings;

export interface AuditQueueState {
  readonly written: number;
  /** The queue was full: counted, and told in the log. */
  readonly dropped: number;
  readonly pending: number;
}

export interface AuditQueuePorts {
  readonly events: Pick<AuditEvents, "add">;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type Timed = Parameters<AuditEvents["add"]>[0][number];

/** The audit log in the database, written in the background. */
export class AuditQueue implements AuditLog {
  readonly #ports: AuditQueuePorts;
  readonly #capacity: number;
  readonly #batch: BackgroundBatch<Timed>;
  #queue: Timed[] = [];
  #written = 0;
  #dropped = 0;

  constructor(ports: AuditQueuePorts, settings: AuditQueueSettings = AUDIT_QUEUE_DEFAULTS) {
    this.#ports = ports;
    this.#capacity = settings.capacity;
    this.#batch = new BackgroundBatch<Timed>(settings, {
      take: (limit) => this.#queue.splice(0, limit),
      putBack: (items) => {
        this.#queue = [...items, ...this.#queue];
      },
      write: async (items) => {
        await ports.events.add(items);
        this.#written += items.length;
      },
      onFailure: (error) => {
        const reason = error instanceof Error ? error.message : "unknown";
        ports.log.warn({ error: reason, pending: this.#queue.length }, "The audit log can't be written at the moment.");
      },
    });
  }

  get state(): AuditQueueState {
    return { written: this.#written, dropped: this.#dropped, pending: this.#queue.length };
  }

  record(entry: AuditEntry): void {
    if (this.#queue.length >= this.#capacity) {
      this.#dropped++;
      // The log is the last place where it can still be found; it holds ids only.
      this.#ports.log.error({ entry, dropped: this.#dropped }, "The audit queue is full; an entry is not written.");
      return;
    }
    this.#queue.push({ entry, at: new Date(this.#ports.now()) });
  }

  close(signal: AbortSignal): Promise<void> {
    return this.#batch.close(signal);
  }
}

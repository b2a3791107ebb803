import { untilAborted } from "./until-aborted.js";

export interface BackgroundBatchSettings {
  readonly intervalMs: number;
  /** What an attempt takes at most; more waits for the next one. */
  readonly batchSize: number;
}

export interface BackgroundBatchPorts<T> {
  /** Takes what is to be written off the queue, at most so many. */
  readonly take: (limit: number) => T[];
  /** Puts back what could not be written. */
  readonly putBack: (items: T[]) => void;
  readonly write: (items: T[]) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** Writes what gathers in a queue, on a timer and one batch after the other; what fails waits for the next time. */
export class BackgroundBatch<T> {
  readonly #ports: BackgroundBatchPorts<T>;
  readonly #settings: BackgroundBatchSettings;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<boolean> | null = null;

  constructor(settings: BackgroundBatchSettings, ports: BackgroundBatchPorts<T>) {
    this.#ports = ports;
    this.#settings = settings;
    this.#timer = setInterval(() => void this.flush(), settings.intervalMs).unref();
  }

  /** Writes what has gathered until now. Never rejects. @returns Whether all of it was written. */
  flush(): Promise<boolean> {
    this.#running ??= this.#writeAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Ends the timer and writes what is left, within the signal; a database that is away is tried until then. */
  async close(signal: AbortSignal): Promise<void> {
    clearInterval(this.#timer);
    // A flush that began before may have taken its last look at the queue already.
    await untilAborted(this.flush(), signal);
    while (!(await untilAborted(this.flush(), signal))) await untilAborted(pause(), signal);
  }

  async #writeAll(): Promise<boolean> {
    for (;;) {
      const items = this.#ports.take(this.#settings.batchSize);
      try {
        if (items.length > 0) await this.#ports.write(items);
      } catch (error) {
        this.#ports.putBack(items);
        this.#ports.onFailure(error);
        return false;
      }
      // What came meanwhile waits for the next time: under load there is always something, and the queue is never empty.
      if (items.length < this.#settings.batchSize) return true;
    }
  }
}

const RETRY_MS = 200;
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, RETRY_MS);
  });

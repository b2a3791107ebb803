/** Something outside of the process that it needs, as `/health` shows it. Probed in the background, never by a request. */
export interface Dependency {
  readonly name: "database" | "redis" | "event_bus";
  /** Rejects or runs into the signal when it isn't well. */
  probe(signal: AbortSignal): Promise<void>;
  /** Facts to show beside the state, e.g. `{ lag: 3 }`. */
  details(): Readonly<Record<string, number>>;
}

/** Something to be ended in order at shutdown, each within its own time. */
export interface Closeable {
  readonly name: string;
  close(signal: AbortSignal): Promise<void>;
}

/** A number that is published for one thing that is measured: what tells it from every other. */
export type Dimensions = Readonly<Record<string, string>>;

/** A consumer group of a stream, and what its number goes by. */
export interface StreamSeries {
  readonly stream: string;
  readonly group: string;
  readonly dimensions: Dimensions;
}

/** A queue of a broker, and what its number goes by. */
export interface QueueSeries {
  readonly queue: string;
  readonly virtualHost: string;
  readonly dimensions: Dimensions;
}

/** How much work waits or is being worked on. */
export interface Depth {
  readonly count: number;
  /** What a reader of the log should know of the number; `null`: it is what it says. */
  readonly note: string | null;
}

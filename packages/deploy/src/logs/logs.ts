/** Logs of containers, by log group (CloudWatch Logs). */
export interface Logs {
  /**
   * One page of a group's lines, in the order of time.
   *
   * @throws UserError `AwsNotFound` when there is no such group, `AwsThrottled` when too much was asked.
   */
  read(query: LogQuery): Promise<LogPage>;
}

export interface LogQuery {
  readonly group: string;
  /** Only these streams, at most 100 (`FilterLogEvents`); `null`: all. */
  readonly streams: readonly string[] | null;
  /** Milliseconds since 1970, UTC; lines from then on. */
  readonly fromMs: number;
  /** Lines until then, that millisecond with them (`FilterLogEvents`); `null`: to the end. */
  readonly untilMs: number | null;
  /** A filter pattern of CloudWatch Logs; `null`: every line. */
  readonly filter: string | null;
  /** Where the page before ended; `null`: the first. */
  readonly page: string | null;
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** `null`: that was the last one. */
  readonly next: string | null;
}

export interface LogLine {
  /** Differs between all lines of a group. */
  readonly id: string;
  /** `<prefix>/<container>/<task id>`, as the `awslogs` driver names streams. */
  readonly stream: string;
  readonly atMs: number;
  readonly text: string;
}

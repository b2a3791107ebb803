/** Where a run writes and, on a terminal, asks. Data goes to `out`, talk to `err`. */
export interface Terminal {
  writeOut(text: string): void;
  writeErr(text: string): void;
  /** Whether a person may be looking at the data. */
  readonly outIsTty: boolean;
  /** Whether a person may be looking at the talk. */
  readonly errIsTty: boolean;
  /** Whether a person can answer. */
  readonly inIsTty: boolean;
  /** Width of the window; `null` in a pipe. */
  readonly columns: number | null;
  /** Height of the window; `null` in a pipe. */
  readonly rows: number | null;
  /** Asks for one line; an empty answer is `""`. `null`: Ctrl-C instead of an answer, the end of the input, or `signal` was aborted. */
  ask(question: string, signal?: AbortSignal): Promise<string | null>;
  /** Asks for one line that isn't shown. `null`: Ctrl-C instead of an answer, or the end of the input. */
  askHidden(question: string): Promise<string | null>;
  /** All of stdin, to its end. */
  readIn(): Promise<string>;
}

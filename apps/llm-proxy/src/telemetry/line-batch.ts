/** What takes text, e.g. a file. */
interface TextSink {
  write(text: string): unknown;
}

const LINE_BATCH_DEFAULTS = {
  /** What a pipe holds (Linux, pipe(7)). A write wakes another thread, which costs more than the lines themselves. */
  maxLength: 64 * 1024,
  /** Nobody who watches a log notices a tenth of a second; at most that much of it is lost by a kill. */
  delayMs: 100,
} as const;

/** Gathers lines and hands them on together. */
export class LineBatch implements TextSink {
  readonly #sink: TextSink;
  readonly #change: (line: string) => string;
  #lines: string[] = [];
  #length = 0;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param change Of each line as it comes. Whoever looks at all of a line makes one piece of it, too; the dozens of which it is put together
   * would else be carried along by the collector for as long as it waits.
   */
  constructor(sink: TextSink, change: (line: string) => string) {
    this.#sink = sink;
    this.#change = change;
  }

  write(line: string): void {
    const changed = this.#change(line);
    this.#lines.push(changed);
    this.#length += changed.length;
    if (this.#length >= LINE_BATCH_DEFAULTS.maxLength) this.flush();
    else this.#timer ??= setTimeout(this.flush, LINE_BATCH_DEFAULTS.delayMs).unref();
  }

  readonly flush = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#lines.length === 0) return;
    const text = this.#lines.join("");
    this.#lines = [];
    this.#length = 0;
    this.#sink.write(text);
  };
}

import type { StreamTranslation } from "../providers/provider.js";
import type { TokenUsage } from "../providers/token-usage.js";
import type { AttemptFailure } from "./attempt-failure.js";
import { ContentPattern } from "./content-pattern.js";
import { readEvent } from "./read-event.js";
import { SseFrameTooLarge, SseSplitter, type SseFrame } from "./sse-splitter.js";

/** What came of a chunk: bytes for the caller, and whether the stream has failed after them. */
export interface StreamStep {
  readonly bytes: readonly Buffer[];
  readonly failure: AttemptFailure | null;
}

export interface AnswerStreamOptions {
  /** `null`: the provider speaks OpenAI's dialect, its frames pass byte for byte. */
  readonly translation: StreamTranslation | null;
  /** The gateway asked for usage, the caller did not: the extra frame is kept back. */
  readonly stripsUsage: boolean;
  /** The kind of stream is known to announce its end; without that, it was cut. */
  readonly announcesEnd: boolean;
}

/** Reads one provider's stream: decides what the caller gets of it, keeps count of content and usage. No effects. */
export class AnswerStream {
  usage: TokenUsage | null = null;
  contentFrames = 0;
  /** With and without content, comments aside. */
  events = 0;
  /** The provider's words for its failure, if it had any. */
  errorMessage: string | null = null;
  /** The event that said why the answer ended; `null`: none has. */
  lastEvent: Buffer | null = null;
  readonly #options: AnswerStreamOptions;
  readonly #splitter = new SseSplitter();
  readonly #pattern = new ContentPattern();
  #bytes: Buffer[] = [];
  #failure: AttemptFailure | null = null;
  #isComplete = false;
  #isDone = false;

  constructor(options: AnswerStreamOptions) {
    this.#options = options;
  }

  /** The answer is whole, also should the connection break now. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  push(chunk: Buffer): StreamStep {
    try {
      for (const frame of this.#splitter.push(chunk)) this.#readFrame(frame);
    } catch (error) {
      if (!(error instanceof SseFrameTooLarge)) throw error;
      this.#failure ??= { kind: "truncated", code: "frame_too_large" };
    }
    return this.#step();
  }

  /** The provider ended the stream in good order, or so it says. */
  end(): StreamStep {
    const rest = this.#splitter.flush();
    // Half a blank line is no event.
    if (rest !== null && (rest.data !== null || rest.event !== null)) this.#readFrame(terminated(rest));
    for (const payload of this.#options.translation?.end() ?? []) this.#readPayload(payload, framed(payload));
    if (!this.#isComplete && this.#options.announcesEnd) this.#failure ??= { kind: "truncated", code: "no_end" };
    return this.#step();
  }

  #step(): StreamStep {
    const step = { bytes: this.#bytes, failure: this.#failure };
    this.#bytes = [];
    return step;
  }

  #readFrame(frame: SseFrame): void {
    if (this.#failure !== null || this.#isDone) return;
    const { translation } = this.#options;
    if (frame.data === null) {
      // Comments pass once there is something to comment on; translated streams get our own.
      if (translation === null && this.contentFrames > 0) this.#bytes.push(frame.raw);
      return;
    }
    if (translation === null) this.#readPayload(frame.data, frame.raw);
    else for (const payload of translation.push(frame.event, frame.data)) this.#readPayload(payload, framed(payload));
  }

  #readPayload(payload: Buffer, raw: Buffer): void {
    if (this.#failure !== null) return;
    if (this.#pattern.fits(payload)) {
      this.events++;
      this.contentFrames++;
      this.#bytes.push(raw);
      return;
    }
    const event = readEvent(payload);
    switch (event.kind) {
      case "malformed":
        this.#failure = { kind: "truncated", code: "malformed" };
        return;
      case "error":
        this.#failure = { kind: "error-frame" };
        this.errorMessage = event.message;
        return;
      case "done":
        this.#isDone = true;
        this.#isComplete = true;
        this.#bytes.push(raw);
        return;
      case "usage":
        this.usage = event.usage;
        if (!this.#options.stripsUsage) this.#bytes.push(raw);
        return;
      case "content":
      case "envelope":
        this.events++;
        if (event.kind === "content") this.contentFrames++;
        if (event.isLast) {
          this.#isComplete = true;
          this.lastEvent = payload;
        } else if (event.kind === "content" && event.usage === null) this.#pattern.learn(payload);
        this.usage = event.usage ?? this.usage;
        this.#bytes.push(raw);
        return;
    }
  }
}

const framed = (payload: Buffer): Buffer => Buffer.concat([DATA, payload, BLANK_LINE]);
const DATA = Buffer.from("data: ");
const BLANK_LINE = Buffer.from("\n\n");

/** The caller's parser needs the blank line that the provider left out. */
const terminated = (frame: SseFrame): SseFrame => ({ ...frame, raw: Buffer.concat([frame.raw, BLANK_LINE]) });

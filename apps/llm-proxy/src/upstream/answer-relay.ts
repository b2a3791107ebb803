import type { IncomingHttpHeaders } from "node:http";
import type { AnswerTranslation } from "../providers/provider.js";
import { readAnswerFacts, type AnswerFacts } from "./answer-facts.js";
import type { Attempt } from "./attempt.js";
import type { AttemptFailure } from "./attempt-failure.js";
import { AnswerStream, type StreamStep } from "./answer-stream.js";
import type { AnswerHead, Caller, ForwardReport } from "./caller.js";
import { readAnswerUsage } from "./read-usage.js";
import type { HoldSettings } from "./upstream-settings.js";

export interface UpstreamHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** What an answer turned out to be. */
export type Verdict =
  /** Handed on to its end. */
  | { readonly kind: "complete"; readonly status: number }
  /** A whole answer that the chain must judge: its status is no success. */
  | { readonly kind: "poor"; readonly head: UpstreamHead; readonly body: Buffer }
  | { readonly kind: "failed"; readonly failure: AttemptFailure; readonly message: string | null };

/** How the present answer is read. */
type Reading =
  | { readonly kind: "none" }
  /** Collected until it is whole. */
  | { readonly kind: "body"; readonly head: UpstreamHead; readonly chunks: Buffer[]; bytes: number }
  /** Too large to hold: handed on as it comes. */
  | { readonly kind: "pipe"; readonly head: UpstreamHead; readonly counted: Buffer[]; bytes: number }
  | { readonly kind: "stream"; readonly head: UpstreamHead; readonly stream: AnswerStream };

export interface RelaySource {
  readonly attempt: Attempt;
  readonly provider: string;
  readonly hopIndex: number;
  readonly translation: AnswerTranslation | null;
}

export interface RelaySettings {
  readonly hold: HoldSettings;
  readonly stripsUsage: boolean;
  readonly announcesEnd: boolean;
  readonly mustBeWhole: boolean;
}

/** Answers are kept up to here for the count of their tokens. */
const MAX_COUNTED_BYTES = 4 * 1024 * 1024;
/** A translated answer must be whole; beyond this it is none. */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;
const NOTHING: Reading = { kind: "none" };

/**
 * The commit rule: holds what comes until the first content (bounded in bytes), so that the chain can still go elsewhere; after it, hands on.
 * Outlives the tries of one call.
 */
export class AnswerRelay {
  /** Something of an answer was handed on; nobody else can answer any more. */
  isCommitted = false;
  /** The caller has its status line: an answer of its own status can't be given any more. */
  headIsSent = false;
  readonly #caller: Caller;
  readonly #settings: RelaySettings;
  readonly #report: ForwardReport;
  #source: RelaySource | null = null;
  #reading: Reading = NOTHING;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #delivered: Buffer | null = null;

  constructor(caller: Caller, settings: RelaySettings, report: ForwardReport) {
    this.#caller = caller;
    this.#settings = settings;
    this.#report = report;
  }

  /** Another try begins; what the last one left is forgotten. */
  begin(source: RelaySource): void {
    this.#source = source;
    this.#reading = NOTHING;
    this.#held = [];
    this.#heldBytes = 0;
  }

  head(status: number, headers: IncomingHttpHeaders): void {
    const head = { status, headers };
    const isEventStream = status < 300 && (headers["content-type"] ?? "").startsWith("text/event-stream");
    if (!isEventStream) {
      this.#reading = { kind: "body", head, chunks: [], bytes: 0 };
      return;
    }
    const translation = this.#source?.translation?.stream() ?? null;
    const { stripsUsage, announcesEnd } = this.#settings;
    this.#reading = { kind: "stream", head, stream: new AnswerStream({ translation, stripsUsage, announcesEnd }) };
  }

  /** @returns `null`: go on. */
  data(chunk: Buffer): Verdict | null {
    const reading = this.#reading;
    switch (reading.kind) {
      case "none":
        return null;
      case "body":
        return this.#collect(reading, chunk);
      case "pipe":
        reading.bytes += chunk.length;
        if (reading.bytes <= MAX_COUNTED_BYTES) reading.counted.push(chunk);
        this.#write(chunk);
        return null;
      case "stream":
        return this.#step(reading.stream.push(chunk), reading);
    }
  }

  end(): Verdict {
    const reading = this.#reading;
    switch (reading.kind) {
      case "none":
        return { kind: "failed", failure: { kind: "connection", code: "no_answer" }, message: null };
      case "body":
        return this.#whole(reading.head, joined(reading.chunks));
      case "pipe":
        if (reading.bytes <= MAX_COUNTED_BYTES) this.#report.usage = readAnswerUsage(joined(reading.counted));
        return { kind: "complete", status: reading.head.status };
      case "stream":
        return this.#step(reading.stream.end(), reading) ?? this.#streamEnded(reading);
    }
  }

  /** The connection broke, or time ran out. */
  broke(failure: AttemptFailure): Verdict {
    const reading = this.#reading;
    // Only the end mark is missing: the caller has all of the answer.
    if (reading.kind === "stream" && reading.stream.isComplete) return this.#streamEnded(reading);
    if (reading.kind === "none" || failure.kind !== "connection") return { kind: "failed", failure, message: null };
    return { kind: "failed", failure: { kind: "truncated", code: failure.code }, message: null };
  }

  /** Hands a whole answer on. */
  deliver(head: UpstreamHead, body: Buffer): void {
    this.isCommitted = true;
    this.#delivered = body;
    this.#caller.answer(this.#answerHead(head, false), body);
    this.headIsSent = true;
  }

  /** Of the answer that was handed on. */
  facts(): AnswerFacts {
    const payload = this.#reading.kind === "stream" ? this.#reading.stream.lastEvent : this.#delivered;
    return readAnswerFacts(payload, this.#report.usage);
  }

  /** The caller has waited long: it gets its status line and a sign of life; the chain stays open. */
  signOfLife(): void {
    if (!this.headIsSent) {
      this.headIsSent = true;
      this.#caller.head({ status: 200, headers: {}, isStream: true, provider: null, hopIndex: 0 });
    }
    this.#caller.write(PING);
  }

  #collect(reading: Reading & { kind: "body" }, chunk: Buffer): Verdict | null {
    reading.chunks.push(chunk);
    reading.bytes += chunk.length;
    const mustBeWhole =
      this.#settings.mustBeWhole || this.#source?.translation !== null || reading.head.status >= 300 || this.headIsSent;
    if (reading.bytes <= (mustBeWhole ? MAX_WHOLE_BYTES : this.#settings.hold.bodyBytes)) return null;
    if (mustBeWhole) return { kind: "failed", failure: { kind: "truncated", code: "too_large" }, message: null };
    this.isCommitted = true;
    this.headIsSent = true;
    this.#reading = { kind: "pipe", head: reading.head, counted: reading.chunks, bytes: reading.bytes };
    this.#caller.head(this.#answerHead(reading.head, false));
    for (const each of [...reading.chunks]) this.#write(each);
    return null;
  }

  #whole(head: UpstreamHead, raw: Buffer): Verdict {
    const body = this.#source?.translation?.body(head.status, raw) ?? raw;
    if (head.status >= 300) return { kind: "poor", head, body };
    // The caller was promised a stream; a body can't follow.
    if (this.headIsSent) return { kind: "failed", failure: { kind: "truncated", code: "no_stream" }, message: null };
    this.#report.usage = readAnswerUsage(body);
    this.deliver(head, body);
    return { kind: "complete", status: head.status };
  }

  #step(step: StreamStep, reading: Reading & { kind: "stream" }): Verdict | null {
    const { stream, head } = reading;
    this.#report.usage = stream.usage ?? this.#report.usage;
    this.#report.contentFrames = stream.contentFrames;
    for (const bytes of step.bytes) {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
    }
    if (this.isCommitted || stream.contentFrames > 0 || this.#heldBytes > this.#settings.hold.streamBytes)
      this.#flush(head);
    if (step.failure === null) return null;
    return { kind: "failed", failure: step.failure, message: stream.errorMessage };
  }

  #streamEnded(reading: Reading & { kind: "stream" }): Verdict {
    this.#flush(reading.head);
    return { kind: "complete", status: reading.head.status };
  }

  #flush(head: UpstreamHead): void {
    this.isCommitted = true;
    if (!this.headIsSent) {
      this.headIsSent = true;
      this.#caller.head(this.#answerHead(head, true));
    }
    if (this.#held.length === 0) return;
    if (this.#reading.kind === "stream") this.#report.sentEvents = this.#reading.stream.events;
    const bytes = joined(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    this.#write(bytes);
  }

  #write(bytes: Buffer): void {
    if (!this.#caller.write(bytes)) this.#source?.attempt.pause();
  }

  #answerHead(head: UpstreamHead, isStream: boolean): AnswerHead {
    const { provider = null, hopIndex = 0 } = this.#source ?? {};
    return { ...head, isStream, provider, hopIndex };
  }
}

/** A comment; recognised by identity, since caches must not keep it. */
export const PING = Buffer.from(": ping\n\n");

function joined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

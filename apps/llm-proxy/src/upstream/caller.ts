import type { IncomingHttpHeaders } from "node:http";
import type { GatewayError } from "../errors/gateway-error.js";
import type { TokenUsage } from "../providers/token-usage.js";

/** Who waits for the answer. Gets either one `answer`, or a `head` with writes; and then exactly one `end`. */
export interface Caller {
  /** A whole answer at once. */
  answer(head: AnswerHead, body: Buffer): void;
  head(head: AnswerHead): void;
  /** @returns false: pause until `resume` is called. */
  write(bytes: Buffer): boolean;
  end(end: ForwardEnd): void;
}

export interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly isStream: boolean;
  /** `null`: the head goes out before anybody has answered, so that heartbeats can. */
  readonly provider: string | null;
  readonly hopIndex: number;
}

export type ForwardEnd =
  /** Everything of the answer was handed on. */
  | { readonly kind: "complete" }
  /** Nothing of an answer was handed on, at most an early head. */
  | { readonly kind: "failed"; readonly error: GatewayError }
  /** A part of the answer was handed on. */
  | { readonly kind: "truncated"; readonly error: GatewayError }
  | { readonly kind: "cancelled" };

/** What happened, for the event and the settlement; changes until `end`. */
export interface ForwardReport {
  readonly attempts: { provider: string; status: number | null; error: string | null }[];
  provider: string | null;
  /** The name that the provider was asked for. */
  model: string | null;
  usage: TokenUsage | null;
  /** Of a stream; about one token each. */
  contentFrames: number;
  /** Events of a stream that were handed on: the number that `/v1/responses` would give the next one. */
  sentEvents: number;
  /** Spent waiting for providers, pauses between tries included. */
  upstreamMs: number;
}

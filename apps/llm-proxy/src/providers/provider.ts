import type { TokenUsage } from "./token-usage.js";

/** One provider's dialect as pure translations; a contract suite tests all of them alike. */
export interface Provider {
  /** As telemetry names it: `groq`, `anthropic`, `gcp.gemini`, `openai`, `aws.bedrock`. */
  readonly id: string;
  /** `https://…`, without a slash at its end. Only configuration may choose it, never a caller. */
  readonly baseUrl: string;
  /** Turns an OpenAI-shaped call into the provider's. The body's bytes are kept where the dialect is OpenAI's own. */
  toUpstream(call: OpenAiCall, key: string): UpstreamCall | Promise<UpstreamCall>;
  /** How its answers are turned into OpenAI's; `null`: they are OpenAI's already and pass byte for byte. */
  readonly answers: AnswerTranslation | null;
  /** Reads what a complete, untranslated answer used; `null` when it doesn't say. */
  usageOf(body: Buffer): TokenUsage | null;
  /** The same for one `data:` payload of a stream. */
  usageOfEvent(data: Buffer): TokenUsage | null;
  /** Whether one `data:` payload of a stream carries content (and not only a role, a ping or an error). */
  hasContent(data: Buffer): boolean;
  /** Whether one `data:` payload is an error in disguise (a 200 that carries one). */
  isError(data: Buffer): boolean;
}

export interface OpenAiCall {
  readonly method: string;
  /** Path and query below the base URL, e.g. `/chat/completions`. */
  readonly path: string;
  /** Name to ask the provider for, after the model map; `null`: the body names none. */
  readonly model: string | null;
  readonly isStream: boolean;
  readonly contentType: string | null;
  readonly body: Buffer;
  /** True when the provider must report usage at the end of a stream though the caller did not ask for it. */
  readonly needsStreamUsage: boolean;
}

export interface UpstreamCall {
  readonly method: string;
  /** Path and query on the provider's origin. */
  readonly path: string;
  /** Flat list of names and values. */
  readonly headers: string[];
  readonly body: Buffer;
}

export interface AnswerTranslation {
  /** A complete answer, whatever its status. */
  body(status: number, body: Buffer): Buffer;
  /** A new state machine for each stream: takes the provider's events, gives OpenAI's `data:` payloads. */
  stream(): { push(eventName: string | null, data: Buffer): Buffer[]; end(): Buffer[] };
}

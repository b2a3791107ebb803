import type { CallOutline } from "../upstream/call-outline.js";
import type { FormOutline } from "../upstream/form-outline.js";

/** One provider's dialect as two pure translations; a contract suite tests all of them alike. */
export interface Provider {
  /** As telemetry names it: `groq`, `anthropic`, `gcp.gemini`, `openai`, `aws.bedrock`. */
  readonly id: string;
  /** `https://…`, without a slash at its end. Only configuration may choose it, never a caller. */
  readonly baseUrl: string;
  /**
   * Turns an OpenAI-shaped call into the provider's. The body's bytes are kept where the dialect is OpenAI's own.
   * @throws GatewayError 4xx when the provider can't do what the call asks: nothing is dropped in silence.
   */
  toUpstream(call: OpenAiCall, key: string): UpstreamCall | Promise<UpstreamCall>;
  /** How its answers are turned into OpenAI's; `null`: they are OpenAI's already and pass byte for byte. */
  readonly answers: AnswerTranslation | null;
  /** How long an error's body asks to wait, in milliseconds, where no header says it; absent: its bodies never do. */
  readonly readRetryDelayMs?: (body: Buffer) => number | null;
}

export interface OpenAiCall {
  readonly method: string;
  /** Path and query below `/v1`, e.g. `/chat/completions`. */
  readonly path: string;
  /** Name to ask the provider for, after the model map; `null`: the body names none. */
  readonly model: string | null;
  readonly isStream: boolean;
  readonly contentType: string | null;
  /** The caller's headers that may travel on: flat list of names and values. */
  readonly headers: readonly string[];
  /** The caller's own bytes; the provider patches the model into them. */
  readonly body: Buffer;
  /** `null`: the body is not JSON. */
  readonly outline: CallOutline | null;
  /** `null`: the body is no form, or none whose fields are certain. */
  readonly form: FormOutline | null;
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
  /** A new state machine for each stream. */
  stream(): StreamTranslation;
}

/** Takes the provider's events, gives OpenAI's `data:` payloads; usage always comes, whoever asked for it. */
export interface StreamTranslation {
  push(eventName: string | null, data: Buffer): Buffer[];
  end(): Buffer[];
}

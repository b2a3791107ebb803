import type { TokenUsage } from "../providers/token-usage.js";
import { parseJson } from "./body-outline.js";
import { field, listField, textField } from "./json-value.js";
import { readUsage } from "./read-usage.js";

/** What one `data:` payload of an OpenAI-shaped stream means to the gateway. */
export type StreamEvent =
  /** Something the caller's user would see or that a tool would be called with. */
  | { readonly kind: "content"; readonly isLast: boolean; readonly usage: TokenUsage | null }
  /** A role, a ping, a finish reason, the stages of a response. */
  | { readonly kind: "envelope"; readonly isLast: boolean; readonly usage: TokenUsage | null }
  /** A chunk without choices, as `stream_options.include_usage` brings it. */
  | { readonly kind: "usage"; readonly isLast: boolean; readonly usage: TokenUsage }
  | { readonly kind: "error"; readonly message: string }
  | { readonly kind: "done" }
  | { readonly kind: "malformed" };

/** `isLast`: the answer is complete with it, also should `[DONE]` not follow. */
export function readEvent(data: Buffer): StreamEvent {
  if (data.length === DONE.length && data.equals(DONE)) return { kind: "done" };
  const value = parseJson(data.toString("utf8", 0, data.length));
  if (typeof value !== "object" || value === null) return { kind: "malformed" };
  const type = textField(value, "type");
  if (type !== null && RESPONSE_EVENT.test(type)) return readResponseEvent(type, value);
  const error = field(value, "error");
  if (error !== undefined && error !== null) return { kind: "error", message: errorMessage(error) };
  return readChunk(value);
}

const DONE = Buffer.from("[DONE]");

const errorMessage = (error: unknown): string =>
  textField(error, "message") ?? (typeof error === "string" ? error : "The upstream reported an error.");

function readChunk(value: object): StreamEvent {
  const choices = listField(value, "choices");
  // Groq repeats it below `x_groq` in its last chunk.
  const usage = readUsage(field(value, "usage")) ?? readUsage(field(field(value, "x_groq"), "usage"));
  if (choices === null || choices.length === 0) {
    // Other kinds of streams (speech, transcription, images) are not known in detail: whatever they send is content.
    if (choices === null && usage === null) return { kind: "content", isLast: false, usage };
    return usage === null ? { kind: "envelope", isLast: false, usage } : { kind: "usage", isLast: false, usage };
  }
  const isLast = choices.some((choice) => textField(choice, "finish_reason") !== null);
  return { kind: choices.some(choiceHasContent) ? "content" : "envelope", isLast, usage };
}

/** Of `/v1/completions` (`text`) and `/v1/chat/completions` (`delta`); thoughts count, since the caller sees them. */
function choiceHasContent(choice: unknown): boolean {
  if (isText(field(choice, "text"))) return true;
  const delta = field(choice, "delta");
  return CONTENT_FIELDS.some((name) => {
    const value = field(delta, name);
    return isText(value) || (typeof value === "object" && value !== null && Object.keys(value).length > 0);
  });
}

const CONTENT_FIELDS = [
  "content",
  "tool_calls",
  "reasoning",
  "reasoning_content",
  "refusal",
  "function_call",
  "audio",
] as const;

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

const RESPONSE_EVENT = /^(?:response\.|error$)/;
/** Stages of `/v1/responses` that carry nothing yet. */
const RESPONSE_ENVELOPES = /^response\.(?:created|queued|in_progress|output_item\.added|content_part\.added)$/;

function readResponseEvent(type: string, value: object): StreamEvent {
  if (type === "error") return { kind: "error", message: errorMessage(field(value, "error") ?? value) };
  const response = field(value, "response");
  if (type === "response.failed") return { kind: "error", message: errorMessage(field(response, "error")) };
  const usage = readUsage(field(response, "usage"));
  if (type === "response.completed" || type === "response.incomplete") return { kind: "content", isLast: true, usage };
  return { kind: RESPONSE_ENVELOPES.test(type) ? "envelope" : "content", isLast: false, usage };
}

import { field, isRecord, listField, numberField, textField } from "../../upstream/json-value.js";
import { toMessages } from "./messages.js";
import { refuse } from "./refuse.js";
import { toToolChoice, toTools } from "./tools.js";

/** `max_tokens` is required by Anthropic and optional at OpenAI: enough for a long answer, within every model's bound. */
const DEFAULT_MAX_TOKENS = 4096;

/**
 * An OpenAI chat completion request as one for `/v1/messages`.
 * @throws GatewayError 400 for every field that has no counterpart.
 */
export function toMessagesRequest(request: unknown, model: string | null): Record<string, unknown> {
  if (!isRecord(request)) throw refuse("body", "must be a JSON object");
  for (const [name, value] of Object.entries(request)) check(name, value);
  const { system, messages } = toMessages(listField(request, "messages") ?? []);
  const stop = field(request, "stop") ?? null;
  return withoutAbsent({
    model: model ?? field(request, "model"),
    max_tokens:
      numberField(request, "max_completion_tokens") ?? numberField(request, "max_tokens") ?? DEFAULT_MAX_TOKENS,
    system,
    messages,
    temperature: field(request, "temperature"),
    top_p: field(request, "top_p"),
    stop_sequences: stop === null ? null : Array.isArray(stop) ? stop : [stop],
    stream: field(request, "stream") === true ? true : null,
    tools: toTools(listField(request, "tools")),
    tool_choice: toToolChoice(request),
    metadata: metadataOf(request),
  });
}

function metadataOf(request: Record<string, unknown>): unknown {
  const user = textField(request, "user") ?? textField(request, "safety_identifier");
  return user === null ? null : { user_id: user };
}

const withoutAbsent = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

const TRANSLATED: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "stop",
  "stream",
  "stream_options",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "user",
  "safety_identifier",
]);

/** Values that ask for nothing, and may be left out. */
const NEUTRAL: Readonly<Record<string, readonly unknown[]>> = {
  n: [1],
  frequency_penalty: [0],
  presence_penalty: [0],
  logprobs: [false],
  store: [false],
  service_tier: ["auto", "default"],
};

function check(name: string, value: unknown): void {
  if (value === null || NEUTRAL[name]?.includes(value) === true) return;
  if (name === "response_format" && textField(value, "type") === "text") return;
  if (!TRANSLATED.has(name)) throw refuse(name);
  if (name === "temperature" && typeof value === "number" && value > 1)
    throw refuse(name, "must be between 0 and 1 for Anthropic's models");
}

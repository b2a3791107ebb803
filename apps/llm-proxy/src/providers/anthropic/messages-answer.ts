import { parseJson } from "../../upstream/body-outline.js";
import { field, listField, numberField, textField } from "../../upstream/json-value.js";

/** A complete answer of `/v1/messages` or `/v1/models`, or an error, in OpenAI's shape. What is neither passes as it is. */
export function fromMessagesAnswer(status: number, body: Buffer): Buffer {
  const value = parseJson(body.toString());
  if (textField(value, "type") === "message") return toBuffer(toCompletion(value));
  if (textField(value, "type") === "error" || status >= 400) return toBuffer(toError(value, status));
  const models = listField(value, "data");
  if (models !== null) return toBuffer({ object: "list", data: models.map(toModel) });
  return textField(value, "type") === "model" ? toBuffer(toModel(value)) : body;
}

const toBuffer = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function toCompletion(message: unknown): unknown {
  const blocks = listField(message, "content") ?? [];
  const text = blocks
    .filter((block) => textField(block, "type") === "text")
    .map((block) => textField(block, "text") ?? "");
  const calls = blocks.filter((block) => textField(block, "type") === "tool_use").map(toToolCall);
  const thoughts = blocks.map((block) => textField(block, "thinking") ?? "").join("");
  return {
    id: textField(message, "id"),
    object: "chat.completion",
    // Anthropic states no time; a made-up one would be a lie, zero is none.
    created: 0,
    model: textField(message, "model"),
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text.length === 0 ? null : text.join(""),
          refusal: null,
          ...(thoughts === "" ? {} : { reasoning_content: thoughts }),
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: toFinishReason(textField(message, "stop_reason")),
      },
    ],
    usage: toUsage(field(message, "usage")),
  };
}

const toToolCall = (block: unknown): unknown => ({
  id: textField(block, "id"),
  type: "function",
  function: { name: textField(block, "name"), arguments: JSON.stringify(field(block, "input") ?? {}) },
});

/**
 * Reasons as https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons lists them (2026; read 2026-11 by way of
 * adk-rust 1.0.0's and @ai-sdk/anthropic 3.0.58's lists, the latter with these counterparts).
 */
const FINISH_REASONS: Readonly<Record<string, string>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
};

export const toFinishReason = (reason: string | null): string => FINISH_REASONS[reason ?? ""] ?? "stop";

/** Anthropic counts cached input beside `input_tokens`; OpenAI counts it within. */
export function toUsage(usage: unknown): Record<string, unknown> {
  const cached = numberField(usage, "cache_read_input_tokens") ?? 0;
  const written = numberField(usage, "cache_creation_input_tokens") ?? 0;
  const input = (numberField(usage, "input_tokens") ?? 0) + cached + written;
  const output = numberField(usage, "output_tokens") ?? 0;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
}

export function toError(value: unknown, status: number | null): unknown {
  const error = field(value, "error");
  const type = textField(error, "type") ?? "api_error";
  const message =
    textField(error, "message") ?? (status === null ? "The upstream failed." : `The upstream answered ${status}.`);
  return { error: { message, type, param: null, code: type } };
}

function toModel(model: unknown): unknown {
  const createdMs = Date.parse(textField(model, "created_at") ?? "");
  const created = Number.isNaN(createdMs) ? 0 : Math.floor(createdMs / 1000);
  return { id: textField(model, "id"), object: "model", created, owned_by: "anthropic" };
}

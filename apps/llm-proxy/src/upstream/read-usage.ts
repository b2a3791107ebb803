import type { TokenUsage } from "../providers/token-usage.js";
import { findLastMember, findTopLevel, parseJson } from "./body-outline.js";
import { field, numberField } from "./json-value.js";

/** Of OpenAI's `usage` objects: chat (`prompt_tokens`), responses (`input_tokens`), embeddings. Cached input is a part of the input. */
export function readUsage(usage: unknown): TokenUsage | null {
  const inputTokens = numberField(usage, "prompt_tokens") ?? numberField(usage, "input_tokens");
  if (inputTokens === null) return null;
  const details = field(usage, "prompt_tokens_details") ?? field(usage, "input_tokens_details");
  return {
    inputTokens,
    outputTokens: numberField(usage, "completion_tokens") ?? numberField(usage, "output_tokens") ?? 0,
    cachedInputTokens: numberField(details, "cached_tokens") ?? 0,
  };
}

/**
 * Of a complete answer. Only the top level counts: a `usage` that a caller planted in its own metadata or tools must not replace the real one.
 * @returns `null` when the answer doesn't say.
 */
export function readAnswerUsage(body: Buffer): TokenUsage | null {
  const span = findLastMember(body, USAGE) ?? findTopLevel(body, NAMES)?.spans.get(USAGE);
  return span === undefined ? null : readUsage(parseJson(body.toString("utf8", span.start, span.end)));
}

const USAGE = "usage";
const NAMES = [USAGE] as const;

import type { TokenUsage } from "../providers/token-usage.js";
import { parseJson } from "./body-outline.js";
import { field, listField, textField } from "./json-value.js";

/** What traces tell of an answer (GenAI conventions); read only for calls that are traced. */
export interface AnswerFacts {
  readonly model: string | null;
  readonly finishReasons: readonly string[];
  readonly usage: TokenUsage | null;
}

/** @param payload A whole answer, or the event of a stream that says why it ended. */
export function readAnswerFacts(payload: Buffer | null, usage: TokenUsage | null): AnswerFacts {
  const value = payload === null ? undefined : parseJson(payload.toString());
  // The last event of `/v1/responses` holds the answer; others are the answer, or a part of it.
  const answer = field(value, "response") ?? value;
  const reasons = (listField(answer, "choices") ?? []).map((choice) => textField(choice, "finish_reason"));
  const status = textField(answer, "object") === "response" ? textField(answer, "status") : null;
  return {
    model: textField(answer, "model"),
    finishReasons: [...reasons, status].filter((reason) => reason !== null),
    usage,
  };
}

/** Why one try at one provider came to nothing. */
export type AttemptFailure =
  /** No connection, or it broke before any byte of an answer. */
  | { readonly kind: "connection"; readonly code: string }
  | { readonly kind: "timeout"; readonly phase: "first-byte" | "idle" | "budget" }
  /** A status that another try or another provider may mend. */
  | { readonly kind: "status"; readonly status: number }
  /** The stream ended, broke or made no sense before it was complete. */
  | { readonly kind: "truncated"; readonly code: string }
  /** A 200 that carried an error. */
  | { readonly kind: "error-frame" };

/** A short name for events and spans. */
export function failureName(failure: AttemptFailure): string {
  switch (failure.kind) {
    case "connection":
      return failure.code;
    case "timeout":
      return `timeout_${failure.phase}`;
    case "status":
      return `status_${failure.status}`;
    case "truncated":
      return `truncated_${failure.code}`;
    case "error-frame":
      return "error_frame";
  }
}

export type StatusVerdict =
  /** The answer is the caller's, good or bad. */
  | "answer"
  /** Another try may help, here or elsewhere. */
  | "retry"
  /** Only another provider may help: the key is refused or spent. */
  | "next-provider";

/** 498 is Groq's "flex capacity exceeded", 529 Anthropic's "overloaded". */
export function judgeStatus(status: number): StatusVerdict {
  if (status === 401 || status === 402 || status === 403) return "next-provider";
  if (status === 408 || status === 429 || status === 498 || status >= 500) return "retry";
  return "answer";
}

/** Whether the provider itself is in trouble; a 429 only says that this key is too busy. */
export const isProviderFault = (failure: AttemptFailure): boolean =>
  failure.kind !== "status" || (failure.status >= 500 && failure.status !== 501);

/**
 * Marks of a spent key in the bodies of 429s: OpenAI `insufficient_quota`, Anthropic `enforced_spend_limit_reached`, Gemini a
 * quota such as `GenerateRequestsPerDayPerProjectPerModel` (ogkalu2/comic-translate#403, 2026-01). Waiting won't help.
 */
export const isSpentKey = (body: Buffer): boolean => SPENT_KEY_MARKS.some((mark) => body.includes(mark));

const SPENT_KEY_MARKS = ["insufficient_quota", "enforced_spend_limit_reached", "PerDayPerProject"] as const;

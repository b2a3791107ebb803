import { parseJson } from "../../upstream/body-outline.js";
import { field, listField, textField } from "../../upstream/json-value.js";

/** A whole error is far smaller; what is larger isn't looked into. */
const MAX_ERROR_BYTES = 64 * 1024;

/**
 * How long Gemini asks to wait. It sends no `Retry-After`, but a `google.rpc.RetryInfo` among the error's details, its delay a
 * protobuf duration such as `45.837906927s`; the OpenAI surface wraps errors in a list. Source: observed by users of that
 * surface (AtomicBot-ai/atomic-agent#106, 2026-08; dcdpr/jp#1061, 2026-09; n4ze3m/page-assist#406 for the list).
 * @returns milliseconds; `null`: it doesn't say.
 */
export function readRetryDelayMs(body: Buffer): number | null {
  if (body.length > MAX_ERROR_BYTES || !body.includes("retryDelay")) return null;
  const value = parseJson(body.toString());
  const first: unknown = Array.isArray(value) ? value[0] : value;
  for (const detail of listField(field(first, "error"), "details") ?? []) {
    const seconds = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(textField(detail, "retryDelay") ?? "")?.[1];
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  }
  return null;
}

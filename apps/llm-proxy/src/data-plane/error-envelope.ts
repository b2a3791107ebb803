import type { GatewayError, GatewayErrorShape } from "../errors/gateway-error.js";

/** OpenAI's `ErrorResponse` (openai-openapi): all four fields are required, `param` and `code` may be null. */
export const errorEnvelope = ({ message, type, param, code }: GatewayErrorShape): string =>
  JSON.stringify({ error: { message, type, param, code } });

/**
 * In a stream that has begun; `[DONE]` must not follow. `/v1/responses` names its events and numbers them
 * (openai-openapi, ResponseErrorEvent); all others have OpenAI's envelope in a nameless one.
 */
export function errorEvent(
  error: GatewayErrorShape,
  stream: { readonly path: string; readonly sentEvents: number },
): Buffer {
  if (stream.path !== "/v1/responses") return Buffer.from(`data: ${errorEnvelope(error)}\n\n`);
  const { message, param, code } = error;
  const event = { type: "error", code, message, param, sequence_number: stream.sentEvents };
  return Buffer.from(`event: error\ndata: ${JSON.stringify(event)}\n\n`);
}

export function pushErrorHeaders(headers: string[], error: GatewayError): void {
  if (error.retryAfterMs !== null) {
    const ms = Math.max(1, Math.ceil(error.retryAfterMs));
    headers.push("retry-after", String(Math.ceil(ms / 1000)), "retry-after-ms", String(ms));
  }
  if (error.shouldRetry !== null) headers.push("x-should-retry", String(error.shouldRetry));
}

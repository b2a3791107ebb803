import type { GatewayError, GatewayErrorShape } from "../errors/gateway-error.js";

/** OpenAI's `ErrorResponse` (openai-openapi): all four fields are required, `param` and `code` may be null. */
export const errorEnvelope = ({ message, type, param, code }: GatewayErrorShape): string =>
  JSON.stringify({ error: { message, type, param, code } });

/** In a stream that has begun; `[DONE]` must not follow. */
export const errorEvent = (error: GatewayErrorShape): Buffer => Buffer.from(`data: ${errorEnvelope(error)}\n\n`);

export function pushErrorHeaders(headers: string[], error: GatewayError): void {
  if (error.retryAfterMs !== null) {
    const ms = Math.max(1, Math.ceil(error.retryAfterMs));
    headers.push("retry-after", String(Math.ceil(ms / 1000)), "retry-after-ms", String(ms));
  }
  if (error.shouldRetry !== null) headers.push("x-should-retry", String(error.shouldRetry));
}

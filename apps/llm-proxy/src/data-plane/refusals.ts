import { GatewayError } from "../errors/gateway-error.js";
import type { LimitDecision } from "../limits/limiter.js";

export const draining = (): GatewayError =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "overloaded",
    message: "The gateway is shutting down. Try again.",
    retryAfterMs: 1000,
  });

export const unknownUrl = (method: string, path: string): GatewayError =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: `Unknown request URL: ${method} ${path.slice(0, 200)}.`,
  });

export const methodNotAllowed = (method: string, allowed: readonly string[]): GatewayError =>
  new GatewayError({
    status: 405,
    type: "invalid_request_error",
    code: "method_not_allowed",
    message: `This URL doesn't take ${method}. Use ${allowed.join(" or ")}.`,
  });

export const unsupportedEncoding = (): GatewayError =>
  new GatewayError({
    status: 415,
    type: "invalid_request_error",
    code: "unsupported_content_encoding",
    message: "The gateway takes bodies without a content encoding only.",
  });

export const internalError = (cause: unknown): GatewayError =>
  new GatewayError(
    {
      status: 500,
      type: "server_error",
      code: "internal_error",
      message: "The gateway failed; this is its own fault.",
    },
    cause,
  );

/** A rate will be free again; a quota is gone, and a client that retries would only burden everybody. */
export function deniedError(denied: LimitDecision & { kind: "denied" }): GatewayError {
  if (denied.reason === "quota")
    return new GatewayError({
      status: 429,
      type: "insufficient_quota",
      code: "insufficient_quota",
      message: `The token's quota of ${denied.dimension} is used up.`,
      shouldRetry: false,
    });
  return new GatewayError({
    status: 429,
    type: denied.dimension,
    code: "rate_limit_exceeded",
    message: `The token's limit of ${denied.dimension} per minute is reached.`,
    retryAfterMs: denied.retryAfterMs ?? 1000,
  });
}

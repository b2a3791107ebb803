import { GatewayError } from "../errors/gateway-error.js";
import type { AttemptFailure } from "./attempt-failure.js";

/** What the caller is told when no try is left and no provider's own answer can be handed on. */
export function gatewayErrorOf(failure: AttemptFailure): GatewayError {
  switch (failure.kind) {
    case "timeout":
      return new GatewayError({
        status: 504,
        type: "upstream_error",
        code: "upstream_timeout",
        message: "The provider did not answer in time.",
      });
    case "status":
      return failure.status === 401 || failure.status === 403 ? keyRefused : unavailable("The provider failed.");
    case "connection":
      return unavailable("No provider could be reached.");
    case "truncated":
    case "error-frame":
      return unavailable("The provider's answer broke off before it held anything.");
  }
}

const unavailable = (message: string): GatewayError =>
  new GatewayError({ status: 502, type: "upstream_error", code: "upstream_unavailable", message });

/** The provider's own words name its key in part; they stay here. */
const keyRefused = new GatewayError({
  status: 502,
  type: "upstream_error",
  code: "upstream_key_refused",
  message: "The provider refuses the key that the gateway holds for this project. Its owner must renew it.",
  shouldRetry: false,
});

/** After content was sent: the caller must not take what it has for the whole. */
export const truncatedError = (message: string | null): GatewayError =>
  new GatewayError({
    status: 502,
    type: "upstream_error",
    code: "stream_truncated",
    message: message ?? "The provider's answer broke off; what was sent is incomplete.",
  });

export const modelNotFound = (model: string): GatewayError =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    param: "model",
    message: `No provider of this gateway offers the model '${model}'.`,
  });

export const allBreakersOpen = (retryAfterMs: number): GatewayError =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "overloaded",
    message: "All providers of this gateway are in trouble at the moment.",
    retryAfterMs,
  });

export const noProvider = (): GatewayError =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "no_provider",
    message: "The gateway holds no key of any provider for this project.",
    shouldRetry: false,
  });

import { GatewayError } from "../../errors/gateway-error.js";

/** What has no counterpart at Anthropic is refused, never dropped: the caller would pay for another answer than it asked for. */
export const refuse = (param: string, why = "can't be translated for Anthropic's models"): GatewayError =>
  new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "unsupported_parameter",
    param,
    message: `'${param}' ${why}.`,
  });

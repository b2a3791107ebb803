import { GatewayError } from "../errors/gateway-error.js";

/** @throws GatewayError 404, always */
export function notFound(what: "project" | "token" | "audit event"): never {
  throw new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "not_found",
    param: "id",
    message: `There is no ${what} with this id.`,
  });
}

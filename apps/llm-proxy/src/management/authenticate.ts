import type { FastifyRequest } from "fastify";
import { GatewayError } from "../errors/gateway-error.js";
import type { LockOut } from "./lock-out.js";
import { matchManagementToken } from "./management-tokens.js";

/** @returns Who asks, as the audit names it. @throws GatewayError 401 or 429 */
export function authenticate(request: FastifyRequest, accepted: readonly string[], lockOut: LockOut): string {
  const waitMs = lockOut.waitMs(request.ip);
  if (waitMs !== null) throw tooManyFailures(waitMs);
  const given = /^Bearer +(\S+)$/iu.exec(request.headers.authorization ?? "")?.[1];
  const match = given === undefined ? null : matchManagementToken(given, accepted);
  if (match === null) {
    lockOut.fail(request.ip);
    throw unauthorized();
  }
  lockOut.succeed(request.ip);
  return match === 0 ? "management-token" : "management-token-previous";
}

const unauthorized = (): GatewayError =>
  new GatewayError({
    status: 401,
    type: "invalid_request_error",
    code: "invalid_management_token",
    message: "The management API needs the header `Authorization: Bearer` with the management token.",
  });

const tooManyFailures = (waitMs: number): GatewayError =>
  new GatewayError({
    status: 429,
    type: "requests",
    code: "too_many_failures",
    message: "Too many wrong management tokens came from this address. Wait, then try again.",
    retryAfterMs: waitMs,
  });

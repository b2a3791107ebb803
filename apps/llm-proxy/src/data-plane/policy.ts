import type { Grant } from "../access/grant.js";
import { GatewayError } from "../errors/gateway-error.js";
import { matchesPattern } from "../upstream/model-map.js";

/** @returns what a token forbids of a call before its body is known; `null`: nothing. */
export function checkGrant(
  grant: Grant | null,
  call: { readonly path: string; readonly origin: string | undefined; readonly nowMs: number },
): GatewayError | null {
  if (grant?.isActive !== true) return invalidToken();
  if (grant.expiresAtMs !== null && grant.expiresAtMs <= call.nowMs) return expiredToken();
  if (!grant.projectIsActive) return forbidden("project_inactive", "The project of this token is switched off.");
  if (!allows(grant.policy.endpoints, call.path))
    return forbidden("endpoint_not_allowed", "This token may not use this endpoint.");
  if (call.origin !== undefined && !allows(grant.policy.origins, call.origin)) return originNotAllowed();
  return null;
}

/** @param model `null`: the call names none. With an allow-list, that is not enough. */
export function checkModel(grant: Grant, model: string | null): GatewayError | null {
  if (grant.policy.models.length === 0) return null;
  if (model !== null && allows(grant.policy.models, model)) return null;
  const what = model === null ? "call without a model" : `model '${model}'`;
  return forbidden("model_not_allowed", `This token may not use the ${what}.`, "model");
}

/** An empty list allows all. */
export function allows(patterns: readonly string[], text: string): boolean {
  if (patterns.length === 0) return true;
  for (const pattern of patterns) if (matchesPattern(pattern, text)) return true;
  return false;
}

/** One text for all: nobody learns which tokens exist. */
export const invalidToken = (): GatewayError =>
  new GatewayError({
    status: 401,
    type: "invalid_request_error",
    code: "invalid_api_key",
    message: "The token is missing or not valid. Send it as 'Authorization: Bearer <token>'.",
  });

const expiredToken = (): GatewayError =>
  new GatewayError({
    status: 401,
    type: "invalid_request_error",
    code: "token_expired",
    message: "The token has expired. Ask for a new one.",
  });

export const originNotAllowed = (): GatewayError =>
  forbidden("origin_not_allowed", "Calls from this origin are not allowed.");

const forbidden = (code: string, message: string, param: string | null = null): GatewayError =>
  new GatewayError({ status: 403, type: "permission_error", code, message, param });

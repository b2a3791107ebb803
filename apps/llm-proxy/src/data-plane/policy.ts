import type { Grant } from "../access/grant.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { CallShape } from "./call-shape.js";
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

/** With an allow-list, a call that names no model is refused too; so is one whose provider might turn to another by itself. */
export function checkModel(grant: Grant, { model, outline, needsModel }: CallShape): GatewayError | null {
  const { models } = grant.policy;
  if (models.length === 0 || !needsModel) return null;
  for (const name of outline?.alternatives ?? [])
    if (name === null || !allows(models, name))
      return forbidden("model_not_allowed", "This token may not use all of the models in 'models'.", "models");
  if (model !== null && allows(models, model)) return null;
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

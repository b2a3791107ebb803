import { patchForm } from "../upstream/form-outline.js";
import { patchBody } from "../upstream/patch-body.js";
import type { OpenAiCall, Provider, UpstreamCall } from "./provider.js";

/** A provider whose dialect is OpenAI's: the bytes pass, only model, key and origin change. */
export function openAiCompatible(provider: { readonly id: string; readonly baseUrl: string }): Provider {
  const basePath = pathOf(provider.baseUrl);
  return {
    ...provider,
    answers: null,
    toUpstream: (call, key) => openAiUpstreamCall(call, basePath, [...call.headers, "authorization", `Bearer ${key}`]),
  };
}

export const pathOf = (baseUrl: string): string => {
  const { pathname } = new URL(baseUrl);
  return pathname === "/" ? "" : pathname;
};

export function openAiUpstreamCall(call: OpenAiCall, basePath: string, headers: string[]): UpstreamCall {
  if (call.contentType !== null) headers.push("content-type", call.contentType);
  return { method: call.method, path: basePath + call.path, headers, body: patchedBody(call) };
}

export function patchedBody(call: OpenAiCall): Buffer {
  if (call.outline !== null)
    return patchBody(call.body, call.outline, { model: call.model, addStreamUsage: call.needsStreamUsage });
  return call.form === null ? call.body : patchForm(call.body, call.form, call.model);
}

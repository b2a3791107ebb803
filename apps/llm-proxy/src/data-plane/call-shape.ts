import type { IncomingMessage } from "node:http";
import { outlineCall, type CallOutline } from "../upstream/call-outline.js";
import { outlineForm, type FormOutline } from "../upstream/form-outline.js";
import { unknownUrl } from "./refusals.js";

/** What a call asks for, as far as its body or its path tells. */
export interface CallShape {
  readonly model: string | null;
  readonly isStream: boolean;
  /** `null`: the body is not JSON. */
  readonly outline: CallOutline | null;
  /** `null`: the body is no form, or none whose fields are certain. */
  readonly form: FormOutline | null;
  /** A model answers it; a list of models is no such call. */
  readonly needsModel: boolean;
}

/** Before a body is known. */
export const NO_SHAPE: CallShape = { model: null, isStream: false, outline: null, form: null, needsModel: false };

/** @throws GatewayError 400 or 404 */
export function readCallShape(request: IncomingMessage, path: string, body: Buffer): CallShape {
  if (body.length === 0) return bodilessShape(request.method ?? "", path);
  const type = request.headers["content-type"];
  if (type !== undefined && /^multipart\/form-data\b/i.test(type)) return formShape(outlineForm(body, type));
  // Whatever the caller calls it: a provider would read it as JSON.
  const outline = outlineCall(body);
  return { model: outline.model?.name ?? null, isStream: outline.isStream, outline, form: null, needsModel: true };
}

const formShape = (form: FormOutline | null): CallShape => ({
  model: form?.model?.name ?? null,
  isStream: form?.isStream ?? false,
  outline: null,
  form,
  needsModel: true,
});

function bodilessShape(method: string, path: string): CallShape {
  const named = /^\/v1\/models\/(.+)$/.exec(path)?.[1];
  if (named === undefined) return method === "GET" ? NO_SHAPE : { ...NO_SHAPE, needsModel: true };
  try {
    return { ...NO_SHAPE, model: decodeURIComponent(named), needsModel: true };
  } catch {
    throw unknownUrl(method, path);
  }
}

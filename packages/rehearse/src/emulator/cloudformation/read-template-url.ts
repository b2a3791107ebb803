import { isRecord, type JsonRecord, parseJson } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";

/** A template as it was sent: its text, and what that says. */
export interface SentTemplate {
  readonly body: string;
  readonly value: JsonRecord;
}

/** Fetches a template from the emulator's S3, whatever host its URL names. */
export async function readTemplateUrl(url: string, api: EmulatedApi): Promise<SentTemplate> {
  const { hostname, pathname } = new URL(url);
  const bucketInHost = /^(.+)\.s3[.-]/.exec(hostname)?.[1] ?? /^(.+)\.localhost$/.exec(hostname)?.[1];
  const path = bucketInHost === undefined ? pathname : `/${bucketInHost}${pathname}`;
  return parseSentTemplate(await api.rest({ service: "s3", method: "GET", path }));
}

/** Throws {@link ApiRefusal} for a template that is not JSON, which no assembly has. */
export function parseSentTemplate(body: string): SentTemplate {
  if (!body.trimStart().startsWith("{")) {
    throw new ApiRefusal("ValidationError", "Template format error: a rehearsal reads templates in JSON alone", 400);
  }
  const value = parseJson(body);
  if (!isRecord(value)) throw new ApiRefusal("ValidationError", "Template format error", 400);
  return { body, value };
}

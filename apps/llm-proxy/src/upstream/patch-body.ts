import type { CallOutline } from "./call-outline.js";
import { parseJson, type ValueSpan } from "./body-outline.js";
import { isRecord } from "./json-value.js";

/**
 * The caller's bytes with another model name, or with usage asked for at the end of the stream; else byte for byte as they came.
 * @param patch.model `null`: as it stands.
 */
export function patchBody(
  body: Buffer,
  outline: CallOutline,
  patch: { readonly model: string | null; readonly addStreamUsage: boolean },
): Buffer {
  const splices: (ValueSpan & { readonly text: string })[] = [];
  if (outline.model !== null && patch.model !== null && patch.model !== outline.model.name)
    splices.push({ start: outline.model.start, end: outline.model.end, text: JSON.stringify(patch.model) });
  if (patch.addStreamUsage && !outline.wantsStreamUsage) splices.push(usageSplice(body, outline));
  return splices.length === 0 ? body : splice(body, splices);
}

function usageSplice(body: Buffer, outline: CallOutline): ValueSpan & { text: string } {
  const span = outline.streamOptions;
  if (span === null) {
    const text = `"stream_options":{"include_usage":true}${outline.isEmpty ? "" : ","}`;
    return { start: outline.insertAt, end: outline.insertAt, text };
  }
  const options = parseJson(body.toString("utf8", span.start, span.end));
  return { ...span, text: JSON.stringify({ ...(isRecord(options) ? options : {}), include_usage: true }) };
}

function splice(body: Buffer, splices: readonly (ValueSpan & { readonly text: string })[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const each of [...splices].sort((a, b) => a.start - b.start)) {
    parts.push(body.subarray(from, each.start), Buffer.from(each.text));
    from = each.end;
  }
  parts.push(body.subarray(from));
  return Buffer.concat(parts);
}

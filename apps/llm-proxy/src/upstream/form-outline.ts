import type { ValueSpan } from "./body-outline.js";

/** What the gateway needs to know of a form (audio, image edits), and where it would patch it. */
export interface FormOutline {
  readonly model: (ValueSpan & { readonly name: string }) | null;
  readonly isStream: boolean;
}

/**
 * Reads a `multipart/form-data` body (RFC 7578) as strictly as can be: whatever two parsers might read differently, names in
 * other quotes, repeated fields, encoded parts, is not read at all, so that a policy never judges another model than the provider takes.
 * @returns `null`: it can't be told for certain which fields the form holds.
 */
export function outlineForm(body: Buffer, contentType: string): FormOutline | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  const fields = new Map<string, ValueSpan>();
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  // Nothing may stand before the first delimiter, whose line break is then left out.
  let at = body.indexOf(delimiter.subarray(2)) === 0 ? delimiter.length - 2 : -1;
  while (at >= 0 && !isEnd(body, at)) at = readPart(body, at, delimiter, fields);
  return at < 0 ? null : { model: textAt(body, fields.get("model")), isStream: isTrue(body, fields.get("stream")) };
}

/** Characters that RFC 2046 allows without quotes in question. */
const BOUNDARY = /^multipart\/form-data;\s*boundary=(?:"([A-Za-z0-9'+_.,:=?/-]{1,70})"|([A-Za-z0-9'+_.-]{1,70}))$/i;

function boundaryOf(contentType: string): string | null {
  const found = BOUNDARY.exec(contentType.trim());
  return found?.[1] ?? found?.[2] ?? null;
}

const isEnd = (body: Buffer, at: number): boolean => body[at] === DASH && body[at + 1] === DASH;
const DASH = 0x2d;

/** More headers than a part needs are no form that a client library makes. */
const MAX_HEAD_BYTES = 4096;

/** @returns where the next delimiter ends, or -1. */
function readPart(body: Buffer, at: number, delimiter: Buffer, fields: Map<string, ValueSpan>): number {
  const headEnd = body.indexOf(HEAD_END, at);
  if (headEnd < 0 || headEnd - at > MAX_HEAD_BYTES) return -1;
  const start = headEnd + HEAD_END.length;
  const end = body.indexOf(delimiter, start);
  const name = partName(body.toString("latin1", at, headEnd));
  if (end < 0 || name === null) return -1;
  if (SOUGHT.has(name)) {
    if (fields.has(name)) return -1;
    fields.set(name, { start, end });
  }
  return end + delimiter.length;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const SOUGHT: ReadonlySet<string> = new Set(["model", "stream"]);
const DISPOSITION =
  /^content-disposition: ?form-data; ?name="([^"\\;=%]{1,200})"(?:; ?filename="[^"\\]{0,500}")?(?:; ?filename\*=utf-8''[^";\s]{0,500})?$/i;

/** @returns `null`: the part can't be named for certain. */
function partName(head: string): string | null {
  const [delimiterLine, ...lines] = head.split("\r\n");
  if (delimiterLine !== "") return null;
  const names = lines.filter((line) => /^content-disposition\s*:/i.test(line));
  const areKnown = lines.every((line) => /^content-(?:disposition|type|length):/i.test(line));
  return names.length === 1 && areKnown ? (DISPOSITION.exec(names[0] ?? "")?.[1] ?? null) : null;
}

const textAt = (body: Buffer, span: ValueSpan | undefined): FormOutline["model"] =>
  span === undefined ? null : { ...span, name: body.toString("utf8", span.start, span.end) };

const isTrue = (body: Buffer, span: ValueSpan | undefined): boolean =>
  span !== undefined && /^(?:true|1)$/i.test(body.toString("latin1", span.start, Math.min(span.end, span.start + 8)));

/** The form with another model name, every other byte as it came. */
export function patchForm(body: Buffer, form: FormOutline, model: string | null): Buffer {
  if (form.model === null || model === null || model === form.model.name) return body;
  return Buffer.concat([body.subarray(0, form.model.start), Buffer.from(model), body.subarray(form.model.end)]);
}

/**
 * The `model` field of a form, for allow-lists.
 * @returns `null`: there is none, or more than one place looks like it, so that a policy can't rely on any.
 */
export function multipartModel(body: Buffer): string | null {
  const at = body.indexOf(NAME);
  if (at < 0 || body.indexOf(NAME, at + 1) >= 0 || body.includes(BARE)) return null;
  const start = body.indexOf(HEAD_END, at);
  const end = start < 0 ? -1 : body.indexOf(LINE_END, start + HEAD_END.length);
  return end < 0 ? null : body.toString("utf8", start + HEAD_END.length, end);
}

const NAME = Buffer.from('name="model"');
const BARE = Buffer.from("name=model");
const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");

/** How the streams that the gateway carries say that they are whole: Chat Completions, Messages, Responses. */
const STREAM_ENDS = ["data: [DONE]", '"type":"message_stop"', '"type":"response.completed"'] as const;
const STREAM_ERROR = /(?:^|\n)(?:event: ?error|data: ?\{\s*"error"\s*:)/u;
const JSON_ERROR = /^\s*\{\s*"error"\s*:/u;
/** Enough for the last event of a stream, which may carry the whole answer once more only in the Responses dialect. */
const TAIL_BYTES = 64 * 1024;

/** Whether a body is all of it and no error in disguise. The server only hands over what ended well; this is a second lock. */
export function isComplete(body: Buffer, headers: Readonly<Record<string, string>>, isStream: boolean): boolean {
  const length = headers["content-length"];
  if (length !== undefined && Number(length) !== body.length) return false;
  // A compressed body has a checksum of its own, and can't be looked into cheaply.
  if (headers["content-encoding"] !== undefined) return !isStream;
  if (!isStream) return !JSON_ERROR.test(body.subarray(0, 64).toString("latin1"));
  const text = body.toString("latin1");
  const tail = text.slice(-TAIL_BYTES);
  return STREAM_ENDS.some((end) => tail.includes(end)) && !STREAM_ERROR.test(text) && /\n\s*$/u.test(tail);
}

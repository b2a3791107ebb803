import { Fault } from "@fairlead/errors";

/** What a cache says to a command. https://redis.io/docs/latest/develop/reference/protocol-spec/ (RESP2, 2026-11) */
export type Reply = string | number | null | Refusal | readonly Reply[];

/** A command that was not carried out. */
export interface Refusal {
  /** For example `ERR no such key`. */
  readonly refusal: string;
}

/** A reply, and where the next one begins. */
export interface ReadReply {
  readonly reply: Reply;
  readonly end: number;
}

const LINE_END = "\r\n";

/** A command as it is sent. */
export const writeCommand = (words: readonly string[]): string =>
  [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ""].join(LINE_END);

/** Reads the reply that begins at `start`; `null`: the rest of it has yet to come. */
export function readReply(bytes: Buffer, start: number): ReadReply | null {
  const lineEnd = bytes.indexOf(LINE_END, start);
  if (lineEnd < 0) return null;
  const text = bytes.toString("utf8", start + 1, lineEnd);
  const end = lineEnd + LINE_END.length;
  switch (String.fromCharCode(bytes[start] ?? 0)) {
    case "+":
      return { reply: text, end };
    case "-":
      return { reply: { refusal: text }, end };
    case ":":
      return { reply: Number(text), end };
    case "$":
      return readText(bytes, end, Number(text));
    case "*":
      return readList(bytes, end, Number(text));
    default:
      throw new Fault("UnreadableReply", "What answers speaks another protocol than Redis.");
  }
}

function readText(bytes: Buffer, start: number, length: number): ReadReply | null {
  if (length < 0) return { reply: null, end: start };
  const end = start + length + LINE_END.length;
  return bytes.length < end ? null : { reply: bytes.toString("utf8", start, start + length), end };
}

function readList(bytes: Buffer, start: number, length: number): ReadReply | null {
  if (length < 0) return { reply: null, end: start };
  const replies: Reply[] = [];
  let end = start;
  for (let at = 0; at < length; at += 1) {
    const next = readReply(bytes, end);
    if (next === null) return null;
    replies.push(next.reply);
    end = next.end;
  }
  return { reply: replies, end };
}

export const isRefusal = (reply: Reply): reply is Refusal =>
  typeof reply === "object" && reply !== null && "refusal" in reply;

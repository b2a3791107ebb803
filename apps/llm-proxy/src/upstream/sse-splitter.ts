/** One event of a stream, as it came. */
export interface SseFrame {
  /** With the blank line that ends it, byte for byte. */
  readonly raw: Buffer;
  /** The `data:` lines, joined by line feeds; `null`: a comment or a bare field. */
  readonly data: Buffer | null;
  readonly event: string | null;
}

/** The peer sent a frame beyond any sense. */
export class SseFrameTooLarge extends Error {
  override readonly name = "SseFrameTooLarge";
}

/** A generated image travels in one frame; larger ones would only fill the memory. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024;

/**
 * Cuts a byte stream into events by WHATWG's rules for server-sent events, for LF and CRLF (no provider ends lines by CR alone).
 * Whatever the chunks, the frames are the same.
 */
export class SseSplitter {
  /** What has come of the next frame; bytes before `#scanned` hold whole lines only. */
  #pending: Buffer | null = null;
  #used = 0;
  #scanned = 0;

  /** @throws SseFrameTooLarge */
  push(chunk: Buffer): SseFrame[] {
    const frames: SseFrame[] = [];
    const bytes = this.#pending === null ? chunk : this.#append(chunk);
    let start = 0;
    let line = this.#scanned;
    for (let feed = bytes.indexOf(LF, line); feed >= 0; feed = bytes.indexOf(LF, line)) {
      const end = feed > line && bytes[feed - 1] === CR ? feed - 1 : feed;
      if (end === line) {
        const isAll = start === 0 && feed + 1 === bytes.length;
        frames.push(readFrame(isAll ? bytes : bytes.subarray(start, feed + 1)));
        start = feed + 1;
      }
      line = feed + 1;
    }
    this.#keep(bytes, start, line);
    return frames;
  }

  /** The last frame when the stream ends without a blank line. */
  flush(): SseFrame | null {
    const rest = this.#pending === null ? null : this.#pending.subarray(0, this.#used);
    this.#pending = null;
    this.#used = 0;
    this.#scanned = 0;
    return rest === null ? null : readFrame(rest);
  }

  #keep(bytes: Buffer, start: number, line: number): void {
    if (start === bytes.length) {
      this.#pending = null;
      this.#used = 0;
      this.#scanned = 0;
      return;
    }
    if (bytes.length - start > MAX_FRAME_BYTES) throw new SseFrameTooLarge("A frame of the stream is too large.");
    if (start > 0 || this.#pending === null) this.#pending = bytes.subarray(start);
    this.#used = bytes.length - start;
    this.#scanned = line - start;
  }

  /** Room doubles, so that a frame of many chunks is not copied once per chunk. */
  #append(chunk: Buffer): Buffer {
    const pending = this.#pending ?? EMPTY;
    const needed = this.#used + chunk.length;
    let room = pending;
    if (room.length < needed) {
      room = Buffer.allocUnsafe(Math.max(needed, Math.min(this.#used * 2, needed + MAX_FRAME_BYTES)));
      pending.copy(room, 0, 0, this.#used);
    }
    chunk.copy(room, this.#used);
    this.#pending = room;
    return room.subarray(0, needed);
  }
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const EMPTY = Buffer.alloc(0);

function readFrame(raw: Buffer): SseFrame {
  let data: Buffer | null = null;
  let event: string | null = null;
  let line = 0;
  while (line < raw.length) {
    const feed = raw.indexOf(LF, line);
    const next = feed < 0 ? raw.length : feed + 1;
    let end = feed < 0 ? raw.length : feed;
    if (end > line && raw[end - 1] === CR) end--;
    const value = fieldStart(raw, line, end);
    if (isField(raw, line, DATA)) data = joined(data, raw.subarray(value, end));
    else if (isField(raw, line, EVENT)) event = raw.toString("utf8", value, end);
    line = next;
  }
  return { raw, data, event };
}

const DATA = Buffer.from("data:");
const EVENT = Buffer.from("event:");

function isField(raw: Buffer, line: number, name: Buffer): boolean {
  if (raw[line] !== name[0]) return false;
  for (let index = 1; index < name.length; index++) if (raw[line + index] !== name[index]) return false;
  return true;
}

/** One space after the colon belongs to the syntax. */
function fieldStart(raw: Buffer, line: number, end: number): number {
  const colon = raw.indexOf(COLON, line);
  if (colon < 0 || colon >= end) return end;
  return raw[colon + 1] === SPACE && colon + 1 < end ? colon + 2 : colon + 1;
}

const joined = (before: Buffer | null, line: Buffer): Buffer =>
  before === null ? line : Buffer.concat([before, LINE_FEED, line]);

const LINE_FEED = Buffer.from("\n");

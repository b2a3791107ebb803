/** Fields whose value is text that a provider makes up anew in each event, in all the dialects of OpenAI's streams. */
const TEXTS = /("(?:content|text|reasoning|reasoning_content|arguments|obfuscation)":")(?:[^"\\]|\\.)+(?=")/gs;

/** Beyond it an event is rare, and no text of a token or two. */
const MAX_BYTES = 4096;

/** A stream whose events differ in more than their texts (a number that counts up) is not learnt from for ever. */
const MAX_LESSONS = 8;

/**
 * What a content event of a stream looks like around its texts. A provider sends hundreds of chunks that differ in nothing else, and
 * an event that is the same byte for byte around texts that are sound and not empty means the same: it needn't be parsed (of 200
 * streams' CPU, parsing took a tenth; `npm run bench:proxy -- --cpu-prof`, 2026-11-21).
 */
export class ContentPattern {
  /** What stands before, between and behind the texts; the first one ends with the quote that opens a text. */
  #literals: readonly Buffer[] = [];
  #lessons = 0;

  /** @param payload Of an event that is content, is not the last one, and brings no usage. It must be valid JSON. */
  learn(payload: Buffer): void {
    if (this.#lessons === MAX_LESSONS || payload.length > MAX_BYTES) return;
    this.#lessons += 1;
    const text = payload.toString("latin1");
    const literals: Buffer[] = [];
    let at = 0;
    for (const { 0: found, 1: opening = "", index } of text.matchAll(TEXTS)) {
      literals.push(Buffer.from(text.slice(at, index + opening.length), "latin1"));
      at = index + found.length;
    }
    this.#literals = literals.length === 0 ? [] : [...literals, Buffer.from(text.slice(at), "latin1")];
  }

  fits(payload: Buffer): boolean {
    let at = 0;
    const last = this.#literals.length - 1;
    for (const [index, literal] of this.#literals.entries()) {
      const end = at + literal.length;
      if (end > payload.length || payload.compare(literal, 0, literal.length, at, end) !== 0) return false;
      if (index === last) return end === payload.length;
      at = endOfText(payload, end);
      if (at < 0) return false;
    }
    return false;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
/** Those that are one character after a backslash (RFC 8259, 7); who writes `\u` is parsed. */
const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));

/** @returns where the quote stands that ends a text; -1: the text is empty, or not for certain sound. */
function endOfText(payload: Buffer, start: number): number {
  let at = start;
  for (let byte = payload[at]; byte !== undefined && byte >= SPACE; byte = payload[at]) {
    if (byte === QUOTE) return at === start ? -1 : at;
    if (byte === BACKSLASH && !ESCAPED.has(payload[at + 1] ?? 0)) return -1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return -1;
}

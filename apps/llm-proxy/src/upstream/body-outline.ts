/** Where a value stands in a body: first byte, and the byte after the last. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds values of an object's top-level keys without parsing what lies in them: a prompt of 110 KB would cost 66 µs.
 * @returns `null` when the bytes are no JSON object (nested values are only checked for their brackets and quotes).
 * @throws never
 */
export function findTopLevel(body: Buffer, names: readonly string[]): TopLevel | null {
  const open = skipSpace(body, 0);
  if (body[open] !== OPEN_BRACE) return null;
  const found: Found = { spans: new Map(), repeated: null };
  let at = skipSpace(body, open + 1);
  const isEmpty = body[at] === CLOSE_BRACE;
  while (!isEmpty) {
    at = skipMember(body, at, names, found);
    if (at < 0 || body[at] === CLOSE_BRACE) break;
    if (body[at] !== COMMA) return null;
    at = skipSpace(body, at + 1);
  }
  return at >= 0 && isBlank(body, at + 1) ? { ...found, open, isEmpty } : null;
}

/**
 * The value of a key that stands near the end of a complete answer, as `usage` does, without a walk over all that comes before
 * it: the last mention that is a key, after which nothing but members come until the brace that ends the whole body. That
 * brace is the outermost object's, so the key is one of its own.
 * @returns `null`: there is none of which that is certain.
 */
export function findLastMember(body: Buffer, name: string): ValueSpan | null {
  const key = `"${name}"`;
  const at = body.lastIndexOf(key, undefined, "latin1");
  // After a backslash the quote belongs to a text.
  if (at < 1 || body[at - 1] === BACKSLASH) return null;
  const found: Found = { spans: new Map(), repeated: null };
  let next = skipMember(body, at, [name], found);
  while (next >= 0 && body[next] === COMMA) next = skipMember(body, skipSpace(body, next + 1), [name], found);
  return next >= 0 && body[next] === CLOSE_BRACE && isBlank(body, next + 1) ? (found.spans.get(name) ?? null) : null;
}

interface Found {
  readonly spans: Map<string, ValueSpan>;
  repeated: string | null;
}

/** @returns the next byte that is no space after a key and its value, or -1. */
function skipMember(body: Buffer, at: number, names: readonly string[], found: Found): number {
  const keyEnd = skipString(body, at);
  if (keyEnd < 0) return -1;
  const colon = skipSpace(body, keyEnd);
  if (body[colon] !== COLON) return -1;
  const start = skipSpace(body, colon + 1);
  const end = skipValue(body, start);
  if (end < 0) return -1;
  const name = keyName(body, at, keyEnd, names);
  if (name !== null && found.spans.has(name)) found.repeated = name;
  if (name !== null) found.spans.set(name, { start, end });
  return skipSpace(body, end);
}

export interface TopLevel {
  readonly spans: ReadonlyMap<string, ValueSpan>;
  /** Where the object's opening brace stands. */
  readonly open: number;
  readonly isEmpty: boolean;
  /** A sought key that stands twice; parsers differ on which one counts, so a policy can't rely on either. */
  readonly repeated: string | null;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
/** Short strings are walked; for long ones the native search is faster. */
const WALKED_BYTES = 48;

const isSpace = (byte: number | undefined): boolean =>
  byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;

function skipSpace(body: Buffer, at: number): number {
  while (isSpace(body[at])) at++;
  return at;
}

const isBlank = (body: Buffer, at: number): boolean => skipSpace(body, at) === body.length;

/** @returns the byte after the closing quote, or -1. */
function skipString(body: Buffer, at: number): number {
  if (body[at] !== QUOTE) return -1;
  let next = at + 1;
  const walked = Math.min(body.length, next + WALKED_BYTES);
  while (next < walked) {
    const byte = body[next];
    if (byte === QUOTE) return next + 1;
    next += byte === BACKSLASH ? 2 : 1;
  }
  for (;;) {
    const quote = body.indexOf(QUOTE, next);
    if (quote < 0) return -1;
    const slashes = countBackslashes(body, quote, next);
    if (slashes % 2 === 0) return quote + 1;
    next = quote + 1;
  }
}

/** Backslashes right before a quote, not looking further back than `from`, where no escape is open. */
function countBackslashes(body: Buffer, quote: number, from: number): number {
  let count = 0;
  while (quote - 1 - count >= from && body[quote - 1 - count] === BACKSLASH) count++;
  return count;
}

/** @returns the byte after the value, or -1. */
function skipValue(body: Buffer, at: number): number {
  const byte = body[at];
  if (byte === QUOTE) return skipString(body, at);
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return skipNested(body, at);
  return skipLiteral(body, at);
}

/** Deeper than any schema, and far from what a recursive parser of a provider may choke on. */
const MAX_DEPTH = 256;

function skipNested(body: Buffer, at: number): number {
  const closers: number[] = [];
  while (at < body.length) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = skipString(body, at);
      if (at < 0) return -1;
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (closers.length === MAX_DEPTH) return -1;
      closers.push(byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET);
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (closers.pop() !== byte) return -1;
      if (closers.length === 0) return at + 1;
    }
    at++;
  }
  return -1;
}

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

function skipLiteral(body: Buffer, at: number): number {
  const digits = skipDigits(body, at);
  // Nearly all numbers are plain ones.
  if (digits > at && body[at] !== ZERO && isEndOfLiteral(body[digits])) return digits;
  let end = digits;
  while (end < body.length && !isEndOfLiteral(body[end])) end++;
  return LITERAL.test(body.toString("latin1", at, end)) ? end : -1;
}

function skipDigits(body: Buffer, at: number): number {
  let end = at;
  for (let byte = body[end]; byte !== undefined && byte >= ZERO && byte <= NINE; byte = body[end]) end++;
  return end;
}

const isEndOfLiteral = (byte: number | undefined): boolean =>
  byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || isSpace(byte);

/** The sought name that the key spells, also with escapes (`"\u006dodel"`). */
function keyName(body: Buffer, start: number, end: number, names: readonly string[]): string | null {
  for (const name of names) if (spells(body, start + 1, end - 1, name)) return name;
  if (!hasEscape(body, start, end)) return null;
  const name = decodeKey(body, start, end);
  return name !== null && names.includes(name) ? name : null;
}

/** Compared byte by byte: a string for each key of each body would cost more than all the rest. */
function spells(body: Buffer, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false;
  for (let index = 0; index < name.length; index++) if (body[start + index] !== name.charCodeAt(index)) return false;
  return true;
}

function hasEscape(body: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (body[index] === BACKSLASH) return true;
  return false;
}

function decodeKey(body: Buffer, start: number, end: number): string | null {
  const value = parseJson(body.toString("utf8", start, end));
  return typeof value === "string" ? value : null;
}

/** @returns `undefined` for what is no JSON; `null` is a value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { GatewayError } from "../errors/gateway-error.js";
import { findTopLevel, parseJson, type ValueSpan } from "./body-outline.js";
import { field } from "./json-value.js";

/** What the gateway needs to know of a JSON body, and where it would patch it. */
export interface CallOutline {
  readonly model: (ValueSpan & { readonly name: string }) | null;
  /** OpenRouter's `models`: others that it may turn to by itself. What is no name stands as `null`. */
  readonly alternatives: readonly (string | null)[];
  readonly isStream: boolean;
  /** The caller's own bound of the answer, over all of its choices; `null`: not stated. */
  readonly maxOutputTokens: number | null;
  readonly streamOptions: ValueSpan | null;
  /** The caller asked for usage at the end of its stream. */
  readonly wantsStreamUsage: boolean;
  /** After the opening brace: where a field can be put in. */
  readonly insertAt: number;
  readonly isEmpty: boolean;
}

const SOUGHT = [
  "model",
  "models",
  "stream",
  "stream_options",
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
  "n",
] as const;

/** @throws GatewayError 400 when the body is no JSON object or is ambiguous. */
export function outlineCall(body: Buffer): CallOutline {
  const found = findTopLevel(body, SOUGHT);
  if (found === null) throw badRequest("The body is not a valid JSON object.", null);
  if (found.repeated !== null)
    throw badRequest(`The body holds the field '${found.repeated}' more than once.`, found.repeated);
  const read = (name: (typeof SOUGHT)[number]): unknown => valueAt(body, found.spans.get(name));
  const model = found.spans.get("model");
  const name = read("model");
  if (model !== undefined && typeof name !== "string") throw badRequest("The field 'model' must be a string.", "model");
  const choices = countOf(read("n")) ?? 1;
  const perChoice =
    countOf(read("max_completion_tokens")) ?? countOf(read("max_tokens")) ?? countOf(read("max_output_tokens"));
  const options = found.spans.get("stream_options");
  return {
    model: model === undefined || typeof name !== "string" ? null : { ...model, name },
    alternatives: namesIn(read("models")),
    isStream: read("stream") === true,
    maxOutputTokens: perChoice === null ? null : perChoice * choices,
    streamOptions: options ?? null,
    wantsStreamUsage: field(valueAt(body, options), "include_usage") === true,
    insertAt: found.open + 1,
    isEmpty: found.isEmpty,
  };
}

const valueAt = (body: Buffer, span: ValueSpan | undefined): unknown =>
  span === undefined
    ? undefined
    : (plainNumber(body, span) ?? plainText(body, span) ?? parseJson(body.toString("utf8", span.start, span.end)));

const ZERO = 0x30;
const NINE = 0x39;
/** As many digits stay below 2^53. */
const MOST_DIGITS = 15;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const TILDE = 0x7e;

/** A text of ASCII without escapes, as names of models are; the quotes around it are the only ones. */
function plainText(body: Buffer, { start, end }: ValueSpan): string | undefined {
  if (body[start] !== QUOTE) return undefined;
  for (let at = start + 1; at < end - 1; at++) {
    const byte = body[at] ?? 0;
    if (byte < SPACE || byte > TILDE || byte === BACKSLASH) return undefined;
  }
  return body.toString("latin1", start + 1, end - 1);
}

/** A whole number without sign, fraction and exponent, as nearly all bounds are; read without a text of its own. */
function plainNumber(body: Buffer, { start, end }: ValueSpan): number | undefined {
  if (end - start > MOST_DIGITS) return undefined;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = body[at] ?? 0;
    if (byte < ZERO || byte > NINE) return undefined;
    value = value * 10 + byte - ZERO;
  }
  return value;
}

const countOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 1 ? Math.floor(value) : null;

function namesIn(value: unknown): readonly (string | null)[] {
  if (value === undefined || value === null) return NO_NAMES;
  return Array.isArray(value) ? value.map((name: unknown) => (typeof name === "string" ? name : null)) : [null];
}

const NO_NAMES: readonly string[] = [];

const badRequest = (message: string, param: string | null): GatewayError =>
  new GatewayError({ status: 400, type: "invalid_request_error", message, param });

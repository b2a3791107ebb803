import type CachePolicy from "http-cache-semantics";
import { z } from "zod";

/** What lies under a key: a response, or the names of the request's headers that choose among several. */
export type CacheEntry =
  | { readonly kind: "response"; readonly head: ResponseHead; readonly body: Buffer }
  | { readonly kind: "variants"; readonly names: readonly string[] };

export interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As http-cache-semantics writes it. */
  readonly policy: CachePolicy.CachePolicyObject;
}

const VERSION = 1;
const RESPONSE = 1;
const VARIANTS = 2;
const PREFIX_BYTES = 6;

const headersSchema = z.record(z.string(), z.string());
const policySchema = z.object({
  v: z.number(),
  t: z.number(),
  sh: z.boolean(),
  ch: z.number(),
  imm: z.number(),
  st: z.number(),
  resh: headersSchema,
  rescc: z.record(z.string(), z.any()),
  m: z.string(),
  u: z.string().optional(),
  h: z.string().optional(),
  a: z.boolean(),
  reqh: headersSchema.nullable(),
  reqcc: z.record(z.string(), z.any()),
});
const headSchema = z.object({ status: z.number(), headers: headersSchema, policy: policySchema });

/** Version, kind, length of the head in 4 bytes, head in JSON, body as it came. */
export function encodeEntry(entry: CacheEntry): Buffer {
  const head = Buffer.from(JSON.stringify(entry.kind === "response" ? entry.head : entry.names));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix[0] = VERSION;
  prefix[1] = entry.kind === "response" ? RESPONSE : VARIANTS;
  prefix.writeUInt32BE(head.length, 2);
  return Buffer.concat(entry.kind === "response" ? [prefix, head, entry.body] : [prefix, head]);
}

/** @returns `null` for what this version can't read: a miss. */
export function decodeEntry(bytes: Buffer): CacheEntry | null {
  if (bytes.length < PREFIX_BYTES || bytes[0] !== VERSION) return null;
  const bodyAt = PREFIX_BYTES + bytes.readUInt32BE(2);
  const head = parseJson(bytes.subarray(PREFIX_BYTES, bodyAt).toString());
  if (bytes[1] === VARIANTS) {
    const names = z.array(z.string()).safeParse(head);
    return names.success ? { kind: "variants", names: names.data } : null;
  }
  const parsed = headSchema.safeParse(head);
  return parsed.success ? { kind: "response", head: parsed.data, body: bytes.subarray(bodyAt) } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import CachePolicy from "http-cache-semantics";
import { normalizedUrl } from "./cache-key.js";
import type { CacheSettings } from "./cache-settings.js";
import type { CacheableRequest } from "./response-cache.js";

type Headers = Readonly<Record<string, string>>;

/**
 * Statuses worth keeping: those that RFC 9111 lets a cache keep, as far as they say something about the resource and
 * not about the moment. A POST's answer only when it is whole and successful.
 */
const KEPT_STATUSES: Readonly<Record<"GET" | "POST", ReadonlySet<number>>> = {
  GET: new Set([200, 203, 204, 301, 308, 404, 410]),
  POST: new Set([200, 203]),
};

/** Belong to one call, or to one connection; another caller must not get them. */
const CALL_HEADERS: ReadonlySet<string> = new Set([
  ...["connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding"],
  ...["upgrade", "set-cookie", "x-request-id", "x-upstream-request-id", "server-timing", "traceparent", "tracestate"],
  ...["openai-processing-ms", "retry-after", "retry-after-ms", "age", "cf-ray", "cache-status", "x-proxy-cache"],
]);
const CALL_HEADER = /^x-(?:upstream-)?ratelimit-|^anthropic-ratelimit-|^x-llm-proxy-/u;

/** Whether the request may be answered from the cache, or its response be kept. */
export function mayUse(request: CacheableRequest, settings: CacheSettings): boolean {
  const asked = directivesOf(request.headers["cache-control"]);
  if (asked.has("no-store") || request.headers.range !== undefined) return false;
  if (request.isStream && !settings.allowsStreams) return false;
  if (request.method === "GET") return true;
  return request.method === "POST" && settings.allowsPost && seconds(asked.get("max-age")) > 0;
}

/** Whether the caller wants a new answer; it may still be kept for others. */
export function wantsFresh(request: CacheableRequest): boolean {
  return (
    directivesOf(request.headers["cache-control"]).has("no-cache") ||
    (request.headers["cache-control"] === undefined && request.headers.pragma === "no-cache")
  );
}

/** A policy whose clock is given, so that freshness can be tested. */
export function policyFor(
  request: CacheableRequest,
  response: { readonly status: number; readonly headers: Headers },
  { settings, now }: { readonly settings: CacheSettings; readonly now: () => number },
): CachePolicy {
  const Policy = clockedPolicy(now);
  const headers = withOwnFreshness(request, response.headers, settings);
  return new Policy(
    policyRequest(request, varyNames(headers)),
    { status: response.status, headers },
    { cacheHeuristic: 0 },
  );
}

export function readPolicy(stored: CachePolicy.CachePolicyObject, now: () => number): CachePolicy {
  return clockedPolicy(now).fromObject(stored);
}

/** @returns milliseconds to keep the response; 0: not at all. */
export function ttlMs(
  request: CacheableRequest,
  response: { readonly status: number; readonly headers: Headers },
  { policy, settings }: { readonly policy: CachePolicy; readonly settings: CacheSettings },
): number {
  const names = varyNames(response.headers);
  // What varies with the credentials or with everything can't be told apart by a key without secrets.
  if (names.includes("*") || names.includes("authorization") || names.includes("cookie")) return 0;
  const kept = request.method === "POST" ? KEPT_STATUSES.POST : KEPT_STATUSES.GET;
  if (!kept.has(response.status) || !policy.storable()) return 0;
  return Math.max(0, Math.min(policy.timeToLive(), settings.maxTtlSeconds * 1000));
}

/** Names in `Vary`, in lower case and in order. */
export const varyNames = (headers: Headers): readonly string[] =>
  (headers["vary"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "")
    .toSorted();

export const keptHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !CALL_HEADERS.has(name) && !CALL_HEADER.test(name)),
  );

/** What a policy may see and keep of a request: nothing secret, only that there were credentials. */
export function policyRequest(request: CacheableRequest, names: readonly string[]): CachePolicy.HttpRequest {
  const headers: Record<string, string> = {};
  for (const name of ["cache-control", "pragma", ...names]) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  if (request.headers.authorization !== undefined) headers["authorization"] = "present";
  return { method: request.method, url: normalizedUrl(request.url), headers };
}

/**
 * A POST's answer rarely says how long it is fresh: the caller's own `max-age` says it instead, and by asking for it the
 * caller also agrees that its project shares the answer. What the answer does say (private, no-store, a shorter time)
 * holds nevertheless.
 */
function withOwnFreshness(request: CacheableRequest, headers: Headers, settings: CacheSettings): Headers {
  const said = directivesOf(headers["cache-control"]);
  const isExplicit = said.has("max-age") || said.has("s-maxage") || headers["expires"] !== undefined;
  const isPost = request.method === "POST";
  if (!isPost && (isExplicit || !said.has("public") || settings.defaultTtlSeconds === 0)) return headers;
  const asked = seconds(directivesOf(request.headers["cache-control"]).get("max-age"));
  const added = isExplicit ? "public" : `public, max-age=${isPost ? asked : settings.defaultTtlSeconds}`;
  const before = headers["cache-control"];
  return { ...headers, "cache-control": before === undefined ? added : `${before}, ${added}` };
}

function clockedPolicy(now: () => number): typeof CachePolicy {
  return class extends CachePolicy {
    now(): number {
      return now();
    }
  };
}

function directivesOf(header: string | undefined): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  if (header === undefined) return directives;
  for (const part of header.split(",")) {
    const [name = "", value = ""] = part.split("=", 2);
    directives.set(name.trim().toLowerCase(), value.trim().replace(/^"|"$/gu, ""));
  }
  return directives;
}

const seconds = (text: string | undefined): number => (text !== undefined && /^\d+$/u.test(text) ? Number(text) : 0);

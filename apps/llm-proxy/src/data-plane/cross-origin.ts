import type { IncomingMessage, ServerResponse } from "node:http";
import { allows, originNotAllowed } from "./policy.js";
import { errorEnvelope } from "./error-envelope.js";
import { routeOf, type Endpoint } from "./endpoints.js";
import type { DataPlaneSettings } from "./settings.js";

/** Browsers may keep the answer so long; Chromium caps it at two hours (MDN, Access-Control-Max-Age). An hour survives a changed list well. */
const MAX_AGE_SECONDS = 3600;

/** Without this a page's script can't read them (Fetch standard, CORS-safelisted response-header names). */
const EXPOSED = [
  "x-request-id",
  "x-client-request-id",
  "x-upstream-request-id",
  "retry-after",
  "retry-after-ms",
  "x-should-retry",
  "x-ratelimit-limit-requests",
  "x-ratelimit-remaining-requests",
  "x-ratelimit-reset-requests",
  "x-ratelimit-limit-tokens",
  "x-ratelimit-remaining-tokens",
  "x-ratelimit-reset-tokens",
  "x-llm-proxy-provider",
  "x-llm-proxy-attempts",
  "x-llm-proxy-fallback-index",
  "server-timing",
  "cache-status",
].join(", ");

/** What browsers are told of one answer. */
export interface CrossOrigin {
  /** The origin whose pages may read it; `null`: the call comes from no page, or from one that may not. */
  readonly readableFrom: string | null;
}

/** @param origins With `*`; empty: no page may call, and `null` is the answer. */
export function crossOriginOf(request: IncomingMessage, origins: readonly string[]): CrossOrigin | null {
  if (origins.length === 0) return null;
  const { origin } = request.headers;
  return { readableFrom: origin !== undefined && allows(origins, origin) ? origin : null };
}

/** `vary` also where nothing is granted: a cache between must not hand one origin's answer to another. */
export function pushCrossOriginHeaders(headers: string[], { readableFrom }: CrossOrigin): void {
  headers.push("vary", "Origin");
  if (readableFrom !== null)
    headers.push("access-control-allow-origin", readableFrom, "access-control-expose-headers", EXPOSED);
}

/** A browser's question before the call itself (Fetch standard, CORS preflight); it carries no token. */
export const isPreflight = (request: IncomingMessage): boolean =>
  request.method === "OPTIONS" &&
  request.headers.origin !== undefined &&
  request.headers["access-control-request-method"] !== undefined;

/** Names that a page may send are those it asks for: what may reach a provider is decided later, header by header. */
const HEADER_NAMES = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+(?:\s*,\s*[A-Za-z0-9!#$%&'*+.^_`|~-]+){0,63}$/;

export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  call: { readonly requestId: string; readonly settings: DataPlaneSettings },
): void {
  const crossOrigin = crossOriginOf(request, call.settings.corsOrigins) ?? { readableFrom: null };
  const headers = ["x-request-id", call.requestId];
  pushCrossOriginHeaders(headers, crossOrigin);
  if (crossOrigin.readableFrom === null) {
    const body = errorEnvelope(originNotAllowed());
    headers.push("content-type", "application/json", "content-length", String(Buffer.byteLength(body)));
    response.writeHead(403, headers).end(body);
    return;
  }
  const methods = methodsAt(request, call.settings.endpoints);
  if (methods !== null) headers.push("access-control-allow-methods", methods);
  const names = request.headers["access-control-request-headers"];
  if (names !== undefined && HEADER_NAMES.test(names)) headers.push("access-control-allow-headers", names);
  headers.push("access-control-max-age", String(MAX_AGE_SECONDS));
  response.writeHead(204, headers).end();
}

/** @returns `null`: there is nothing at this URL. */
function methodsAt(request: IncomingMessage, endpoints: readonly Endpoint[]): string | null {
  const wanted = request.headers["access-control-request-method"] ?? "";
  const route = routeOf(wanted, request.url ?? "", endpoints);
  switch (route.kind) {
    case "known":
      return wanted;
    case "wrong-method":
      return route.allowed.join(", ");
    case "unknown":
      return null;
  }
}

import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/**
 * The caller's headers that reach a provider, as a flat list. Secrets, cookies, addresses, what belongs to one connection (RFC 9110 §7.6.1),
 * trace context and what would choose another account stay here; `accept-encoding` too, since usage is read from the answer.
 */
export function headersForUpstream(request: IncomingMessage): string[] {
  const listed = listedInConnection(request.headers.connection);
  const raw = request.rawHeaders;
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? "";
    if (travels(name, REQUEST_NAMES, staysFromRequest) && listed?.includes(name) !== true)
      kept.push(name, raw[index + 1] ?? "");
  }
  kept.push("accept-encoding", "identity");
  return kept;
}

/** The provider's headers for the caller, its own limits and id renamed, since keys are shared among tokens. */
export function pushAnswerHeaders(into: string[], headers: IncomingHttpHeaders): void {
  const listed = listedInConnection(headers.connection);
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || !travels(name, ANSWER_NAMES, staysFromAnswer) || listed?.includes(name) === true)
      continue;
    const renamed = renamedForCaller(name);
    if (typeof value === "string") into.push(renamed, value);
    else for (const each of value) into.push(renamed, each);
  }
}

/** Names repeat from call to call; they are judged once. Bounded, since callers may invent names. */
const MAX_JUDGED = 512;
const REQUEST_NAMES = new Map<string, boolean>();
const ANSWER_NAMES = new Map<string, boolean>();

function travels(name: string, judged: Map<string, boolean>, stays: (name: string) => boolean): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const verdict = !stays(name);
  if (judged.size < MAX_JUDGED) judged.set(name, verdict);
  return verdict;
}

const listedInConnection = (header: string | undefined): string[] | null =>
  header === undefined || header === "keep-alive" || header === "close"
    ? null
    : header
        .toLowerCase()
        .split(",")
        .map((name) => name.trim());

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
]);

const STAYS_FROM_REQUEST: ReadonlySet<string> = new Set([
  "host",
  "expect",
  "authorization",
  "api-key",
  "x-api-key",
  "x-goog-api-key",
  "x-auth-token",
  "cookie",
  "cookie2",
  "origin",
  "referer",
  "forwarded",
  "via",
  "x-real-ip",
  "true-client-ip",
  "x-client-ip",
  "x-request-id",
  "x-client-request-id",
  "x-correlation-id",
  "traceparent",
  "tracestate",
  "baggage",
  "b3",
  "accept-encoding",
  "content-type",
  "content-encoding",
  "cache-control",
  "openai-organization",
  "openai-project",
  "range",
  "x-http-method-override",
]);

const staysFromRequest = (name: string): boolean =>
  HOP_BY_HOP.has(name) ||
  STAYS_FROM_REQUEST.has(name) ||
  /^(?:proxy-|x-forwarded-|x-amz|cf-|x-b3-|sec-|if-|x-llm-proxy-|x-goog-|anthropic-|x-portkey-|x-envoy-)/.test(name);

const STAYS_FROM_ANSWER: ReadonlySet<string> = new Set([
  "date",
  "server",
  "set-cookie",
  "via",
  "alt-svc",
  "strict-transport-security",
  "openai-organization",
  "openai-project",
  "anthropic-organization-id",
  "report-to",
  "nel",
  "x-powered-by",
  "server-timing",
  "traceparent",
  "age",
  "cache-status",
  "x-proxy-cache",
]);

const staysFromAnswer = (name: string): boolean =>
  HOP_BY_HOP.has(name) ||
  STAYS_FROM_ANSWER.has(name) ||
  /^(?:proxy-|access-control-|cf-|x-llm-proxy-|x-envoy-)/.test(name);

function renamedForCaller(name: string): string {
  if (name === "x-request-id" || name === "request-id" || name === "x-amzn-requestid") return "x-upstream-request-id";
  if (name.startsWith("x-ratelimit-")) return `x-upstream-${name.slice(2)}`;
  return name.startsWith("anthropic-ratelimit-") ? `x-upstream-${name}` : name;
}

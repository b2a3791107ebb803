import { GatewayError } from "../../errors/gateway-error.js";
import { parseJson } from "../../upstream/body-outline.js";
import { pathOf } from "../openai-compatible.js";
import type { OpenAiCall, Provider, UpstreamCall } from "../provider.js";
import { toMessagesRequest } from "./messages-request.js";
import { fromMessagesAnswer } from "./messages-answer.js";
import { MessagesStream } from "./messages-stream.js";

/**
 * Not the newest: 2026-10-21 takes `temperature` and `top_p` away, which OpenAI's callers send; older versions count as deprecated
 * and go on being served (https://platform.claude.com/docs/en/api/versioning, stored copies of 2026, read 2026-11).
 */
const ANTHROPIC_VERSION = "2023-06-01";

/** Anthropic's own Messages API: its OpenAI surface drops fields in silence, so we translate and refuse what has no counterpart. */
export function anthropic(baseUrl = "https://api.anthropic.com/v1"): Provider {
  const basePath = pathOf(baseUrl);
  return {
    id: "anthropic",
    baseUrl,
    toUpstream: (call, key) => toUpstream(call, key, basePath),
    answers: { body: fromMessagesAnswer, stream: () => new MessagesStream() },
  };
}

function toUpstream(call: OpenAiCall, key: string, basePath: string): UpstreamCall {
  const headers = ["x-api-key", key, "anthropic-version", ANTHROPIC_VERSION];
  const path = call.path.split("?")[0] ?? "";
  if (call.method === "GET" && (path === "/models" || path.startsWith("/models/")))
    return { method: "GET", path: basePath + path, headers, body: EMPTY };
  if (call.method !== "POST" || path !== "/chat/completions") throw unknownPath(call.method, path);
  const body = Buffer.from(JSON.stringify(toMessagesRequest(parseJson(call.body.toString()), call.model)));
  return {
    method: "POST",
    path: `${basePath}/messages`,
    headers: [...headers, "content-type", "application/json"],
    body,
  };
}

const EMPTY = Buffer.alloc(0);

const unknownPath = (method: string, path: string): GatewayError =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: `No provider serves ${method} /v1${path}.`,
  });

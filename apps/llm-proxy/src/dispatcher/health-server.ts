import { createServer, type Server, type ServerResponse } from "node:http";
import type { DispatcherState } from "./dispatcher.js";

/**
 * `GET /live`: 200 as long as the process answers; whether to replace the task depends on nothing else.
 * `GET /health`: JSON with `lag`, `pending` and `dead_letters`; 503 while Redis or the sink is away, for alarms.
 */
export function createHealthServer(readState: () => DispatcherState): Server {
  return createServer((request, response) => {
    request.resume();
    if (request.method !== "GET" && request.method !== "HEAD") answer(response, 405, { status: "method_not_allowed" });
    else if (request.url === "/live") answer(response, 200, { status: "ok" });
    else if (request.url === "/health") answerHealth(response, readState());
    else answer(response, 404, { status: "not_found" });
  });
}

function answerHealth(response: ServerResponse, state: DispatcherState): void {
  const isWell = state.redis === "up" && state.sinkError === null;
  answer(response, isWell ? 200 : 503, {
    status: isWell ? "ok" : "degraded",
    sink: state.sink,
    group: state.group,
    lag: state.lag,
    pending: state.pending,
    dead_letters: state.deadLetters,
    delivered: state.delivered,
    trimmed_unread: state.trimmedUnread,
    checks: { redis: { status: state.redis }, sink: { status: state.sinkError === null ? "up" : "down" } },
  });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Surface } from "../config/server-settings.js";
import { type GatewayErrorShape, GatewayError } from "../errors/gateway-error.js";
import { healthReport, type HealthFacts, isReady, type Phase } from "../lifecycle/health-report.js";
import { reply, replyError, replyJson } from "./plain-reply.js";
import { pathOf, surfaceOf } from "./surface-of.js";

interface Listener {
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface FrontDoorPorts {
  /** Serves `/v1/*`; `null` until the server serves. */
  readonly dataPlane: () => Listener | null;
  /** Serves `/manage/*` and the admin page; `null` until the server serves. */
  readonly management: () => Listener | null;
  readonly metricsPage: () => Promise<string>;
  /** Asked at every request; a whole report would cost 3 µs. */
  readonly phase: () => Phase;
  readonly health: () => HealthFacts;
}

export interface FrontDoorSettings {
  readonly surfaces: readonly Surface[];
  /** Under this host name the admin page and what it calls are served too; `null`: under none. */
  readonly adminHost: string | null;
}

/** Sends each request where it belongs; what this listener does not serve is not there. */
export function createFrontDoor(ports: FrontDoorPorts, settings: FrontDoorSettings): RequestListener {
  const surfaces = new Set(settings.surfaces);
  const isServed = (surface: Surface, request: IncomingMessage): boolean =>
    surfaces.has(surface) || (isOfAdmin(surface) && hostOf(request) === settings.adminHost);
  return (request, response) => {
    const target = request.url ?? "/";
    const place = surfaceOf(target);
    // Whoever holds the connection open must make a new one, to another task.
    if (ports.phase() === "draining") response.setHeader("connection", "close");
    if (place === "live") {
      reply(response, 200, "text/plain", "alive\n");
    } else if (isServed(place, request)) {
      serve(place, ports, request, response);
    } else {
      replyError(response, unknownUrl(pathOf(target)));
    }
  };
}

const isOfAdmin = (surface: Surface): boolean => surface === "admin" || surface === "management";

const hostOf = (request: IncomingMessage): string | null =>
  request.headers.host?.replace(/:\d+$/, "").toLowerCase() ?? null;

function serve(surface: Surface, ports: FrontDoorPorts, request: IncomingMessage, response: ServerResponse): void {
  switch (surface) {
    case "data":
      hand(ports.dataPlane(), request, response);
      return;
    case "management":
    case "admin":
      hand(ports.management(), request, response);
      return;
    case "health":
      answerHealth(ports.health(), request, response);
      return;
    case "metrics":
      void answerMetrics(ports, response);
      return;
  }
}

function hand(listener: Listener | null, request: IncomingMessage, response: ServerResponse): void {
  if (listener === null) replyError(response, starting);
  else listener.handle(request, response);
}

function answerHealth(facts: HealthFacts, request: IncomingMessage, response: ServerResponse): void {
  const isWell = isReady(facts);
  if (pathOf(request.url ?? "").endsWith("/ready")) {
    reply(
      response,
      isWell ? 200 : 503,
      "text/plain",
      isWell ? "ready\n" : `${facts.phase === "serving" ? "no database" : facts.phase}\n`,
    );
    return;
  }
  replyJson(response, isWell ? 200 : 503, healthReport(facts));
}

async function answerMetrics(ports: FrontDoorPorts, response: ServerResponse): Promise<void> {
  const page = await ports.metricsPage().catch(() => null);
  if (page === null) replyError(response, metricsFailed);
  else reply(response, 200, "text/plain; version=0.0.4; charset=utf-8", page);
}

const starting: GatewayErrorShape = new GatewayError({
  status: 503,
  type: "server_error",
  code: "overloaded",
  message: "The gateway is starting. Try again.",
  retryAfterMs: 1000,
});

const metricsFailed: GatewayErrorShape = new GatewayError({
  status: 500,
  type: "server_error",
  message: "The metrics can't be collected at the moment.",
});

const unknownUrl = (path: string): GatewayErrorShape =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: `There is nothing at ${path.length > 100 ? `${path.slice(0, 100)}…` : path} here.`,
  });

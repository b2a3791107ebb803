import type { IncomingMessage, ServerResponse } from "node:http";
import { GatewayError } from "../errors/gateway-error.js";
import { Deadlines } from "../lifecycle/deadlines.js";
import { BodyBudget } from "./body-collector.js";
import { answerPreflight, isPreflight } from "./cross-origin.js";
import { Exchange } from "./exchange.js";
import { LiveExchanges } from "./live-exchanges.js";
import type { Plane } from "./plane.js";
import type { DataPlanePorts } from "./ports.js";
import { ProjectKeys } from "./project-keys.js";
import type { DataPlaneSettings } from "./settings.js";
import { TokenHashes } from "./token-hashes.js";

/** All of `/v1/*`. */
export interface DataPlane {
  /** Never throws; answers everything. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Calls whose answer is not yet at its end. */
  readonly inFlight: number;
  /** Resolves when no call is left, or with the signal. New calls are refused by the port `drainState`, not by this. */
  drain(signal: AbortSignal): Promise<void>;
  /** Ends all calls that are under way, streams by an error event. */
  endStreams(): void;
}

export function createDataPlane(ports: DataPlanePorts, settings: DataPlaneSettings): DataPlane {
  const plane: Plane = {
    ports,
    settings,
    bodyLimits: {
      maxBytes: settings.maxBodyBytes,
      timeoutMs: settings.bodyTimeoutMs,
      budget: new BodyBudget(settings.maxBufferedBytes),
      deadlines: new Deadlines(() => ports.clock.monotonicMs()),
    },
    keys: new ProjectKeys(ports),
    live: new LiveExchanges<Exchange>(),
    tokenHashes: new TokenHashes(),
  };
  return {
    handle: (request, response) => {
      if (settings.corsOrigins.length > 0 && isPreflight(request)) {
        answerPreflight(request, response, { requestId: ports.newRequestId(), settings });
        return;
      }
      new Exchange(plane, request, response).start();
    },
    get inFlight() {
      return plane.live.size;
    },
    drain: (signal) => drained(plane, signal),
    endStreams: () => {
      for (const exchange of plane.live.snapshot()) exchange.interrupt(shuttingDown());
    },
  };
}

/** How often to look whether all calls have ended: rarely enough to cost nothing. */
const DRAIN_POLL_MS = 20;

function drained(plane: Plane, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setInterval(() => {
    if (plane.live.size > 0 && !signal.aborted) return;
    clearInterval(timer);
    resolve(undefined);
  }, DRAIN_POLL_MS);
  return promise.then(() => undefined);
}

const shuttingDown = (): GatewayError =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "shutting_down",
    message: "The gateway shuts down; what was sent is incomplete. Try again.",
    retryAfterMs: 1000,
  });

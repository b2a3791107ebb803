import type { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { DataPlane } from "../data-plane/create-data-plane.js";
import type { ShutdownStep } from "../lifecycle/shutdown.js";
import type { BackgroundProbes } from "../lifecycle/background-probes.js";
import type { ControlPlane } from "./control-plane.js";
import type { ServerParts } from "./server-parts.js";
import type { ShutdownBudget } from "./shutdown-budget.js";

/** What stands in the way of the end, beside the parts. */
export interface ServerInService {
  readonly servers: readonly Server[];
  /** `null`: the server never came to serve. */
  readonly dataPlane: DataPlane | null;
  readonly controlPlane: ControlPlane | null;
  readonly probes: BackgroundProbes;
  /** From now on `/ready` says no. */
  readonly beginDraining: () => void;
  /** From now on new calls are refused. */
  readonly refuseCalls: () => void;
}

/** How often connections that went idle are closed while the last calls end. */
const SWEEP_MS = 100;

/**
 * The way down (order: calls before what they write to). Whoever flushed first would lose the last calls' events, as
 * sofatutor/llm-proxy does (read at 4ad75cc); whoever flushed without a bound would be killed over it.
 */
export function serverShutdown(
  service: ServerInService,
  parts: ServerParts,
  budget: ShutdownBudget,
): readonly ShutdownStep[] {
  const { servers, dataPlane, controlPlane, probes } = service;
  const step = (name: string, limitMs: number, close: (signal: AbortSignal) => Promise<unknown>): ShutdownStep => ({
    step: { name, close: (signal) => close(signal).then(() => undefined) },
    limitMs,
  });
  return [
    step("tell load balancers", budget.drainDelayMs + SWEEP_MS, (signal) => {
      service.beginDraining();
      return wait(budget.drainDelayMs, undefined, { signal });
    }),
    step("finish calls", budget.callsMs, async (signal) => {
      service.refuseCalls();
      for (const server of servers) server.close();
      const sweep = setInterval(() => {
        closeIdle(servers);
      }, SWEEP_MS);
      await dataPlane?.drain(signal);
      clearInterval(sweep);
    }),
    step("end streams", budget.streamsMs, async (signal) => {
      dataPlane?.endStreams();
      await dataPlane?.drain(signal);
      closeIdle(servers);
    }),
    step("settle limits", budget.settleMs, (signal) => parts.limiter.close(signal)),
    step("flush events", budget.busMs, (signal) => parts.events.close(signal)),
    step("flush usage and audit", budget.recordsMs, async (signal) => {
      for (const server of servers) server.closeAllConnections();
      await controlPlane?.close();
      await Promise.all([parts.state.usage.close(signal), parts.state.audit.close(signal)]);
    }),
    step("flush telemetry", budget.telemetryMs, (signal) => parts.telemetry.close(signal)),
    step("close pools", budget.poolsMs, async () => {
      probes.stop();
      await parts.upstream.close();
      parts.redis?.close();
      await parts.state.database.close();
    }),
  ];
}

function closeIdle(servers: readonly Server[]): void {
  for (const server of servers) server.closeIdleConnections();
}

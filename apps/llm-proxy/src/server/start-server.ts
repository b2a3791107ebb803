import type { Server } from "node:http";
import { randomUUID } from "node:crypto";
import type { Configuration } from "../config/load-configuration.js";
import type { Environment } from "../config/environment.js";
import type { ListenAddress } from "../config/parsers.js";
import type { Surface } from "../config/server-settings.js";
import { createDataPlane, type DataPlane } from "../data-plane/create-data-plane.js";
import { requestIds } from "../data-plane/request-id.js";
import { DATA_PLANE_DEFAULTS } from "../data-plane/settings.js";
import type { EventTaker } from "../events/in-memory-event-bus.js";
import { startProbes } from "../lifecycle/background-probes.js";
import type { Phase } from "../lifecycle/health-report.js";
import { shutDown, type StepResult } from "../lifecycle/shutdown.js";
import { managementTokens } from "../management/management-tokens.js";
import { type ControlPlane, createControlPlane } from "./control-plane.js";
import { createFrontDoor, type FrontDoorPorts } from "./front-door.js";
import { createHttpServer } from "./http-server.js";
import { listen } from "./open-listener.js";
import { prepareSchema } from "./prepare-schema.js";
import { createPriceOf } from "./price-of.js";
import { reportGauges } from "./report-gauges.js";
import { openServerParts, type ServerParts } from "./server-parts.js";
import { serverShutdown } from "./server-shutdown.js";
import { shutdownBudget } from "./shutdown-budget.js";
import { SYSTEM_CLOCK } from "./system-clock.js";

export interface ServerOptions {
  readonly version: string;
  /** Get the events of a bus in memory. */
  readonly takers: readonly EventTaker[];
}

/** A server from its first listener on; it may still be waiting for its database. */
export interface RunningServer {
  /** Where callers reach it. */
  readonly address: ListenAddress;
  readonly adminAddress: ListenAddress | null;
  readonly parts: ServerParts;
  /** Resolves when it serves; rejects when it never will, e.g. for a schema that it doesn't know. */
  readonly serving: Promise<void>;
  /** Within SHUTDOWN_TIMEOUT. */
  shutDown(): Promise<readonly StepResult[]>;
}

/** What changes while a server lives. */
interface Life {
  phase: Phase;
  isDraining: boolean;
  dataPlane: DataPlane | null;
  controlPlane: ControlPlane | null;
}

/** @throws StartupError or ConfigurationError */
export async function startServer(configuration: Configuration, options: ServerOptions): Promise<RunningServer> {
  const { environment } = configuration;
  const parts = await openServerParts(configuration, options.version, options.takers);
  const life: Life = { phase: "starting", isDraining: false, dataPlane: null, controlPlane: null };
  const probes = startProbes(
    parts.dependencies,
    { intervalMs: environment.HEALTH_INTERVAL, timeoutMs: environment.HEALTH_TIMEOUT },
    SYSTEM_CLOCK.monotonicMs,
  );
  reportGauges(parts.telemetry, probes.states);
  const ports: FrontDoorPorts = {
    dataPlane: () => life.dataPlane,
    management: () => life.controlPlane,
    metricsPage: () => parts.telemetry.metricsPage(),
    phase: () => life.phase,
    health: () => ({
      phase: life.phase,
      version: options.version,
      dependencies: probes.states(),
      hasCachedGrants: parts.state.grants.isWarm,
    }),
  };
  const stopping = new AbortController();
  const open = await openListeners(environment, ports);
  return {
    address: open.address,
    adminAddress: open.adminAddress,
    parts,
    serving: beginServing(life, { environment, parts, signal: stopping.signal }),
    shutDown: () => {
      stopping.abort();
      const totalMs = environment.SHUTDOWN_TIMEOUT;
      const budget = shutdownBudget(totalMs, {
        drainDelayMs: environment.DRAIN_DELAY,
        callsMs: environment.SHUTDOWN_REQUEST_TIMEOUT,
      });
      const service = {
        servers: open.servers,
        dataPlane: life.dataPlane,
        controlPlane: life.controlPlane,
        probes,
        beginDraining: () => {
          life.phase = "draining";
        },
        refuseCalls: () => {
          life.isDraining = true;
        },
      };
      return endServer(serverShutdown(service, parts, budget), parts, { totalMs, logMs: budget.logMs });
    },
  };
}

async function beginServing(
  life: Life,
  given: { readonly environment: Environment; readonly parts: ServerParts; readonly signal: AbortSignal },
): Promise<void> {
  const { environment, parts, signal } = given;
  await parts.redis?.ready;
  await prepareSchema(parts.state.database, {
    migrates: environment.MIGRATE_ON_START || parts.state.isEmbedded,
    log: parts.log.logger,
    at: new Date(SYSTEM_CLOCK.epochMs()),
    signal,
  });
  life.controlPlane = await openControlPlane(environment, parts);
  life.dataPlane = openDataPlane(environment, parts, life);
  if (!signal.aborted) life.phase = "serving";
  parts.log.logger.info("Serving.");
}

const openDataPlane = (environment: Environment, parts: ServerParts, drainState: Life): DataPlane =>
  createDataPlane(
    {
      grants: parts.state.grants,
      limiter: parts.limiter,
      cache: parts.cache,
      events: parts.events,
      telemetry: parts.telemetry,
      upstream: parts.upstream,
      keys: parts.state.sealer,
      priceOf: createPriceOf(environment.MODEL_PRICES),
      clock: SYSTEM_CLOCK,
      newRequestId: requestIds(SYSTEM_CLOCK),
      drainState,
    },
    {
      ...DATA_PLANE_DEFAULTS,
      maxBodyBytes: environment.MAX_REQUEST_SIZE,
      bodyTimeoutMs: environment.REQUEST_RECEIVE_TIMEOUT,
      corsOrigins: environment.CORS_ALLOWED_ORIGINS,
      cachesStreams: environment.HTTP_CACHE_STREAM_RESPONSES,
      maxCachedBytes: environment.HTTP_CACHE_MAX_BODY,
    },
  );

const openControlPlane = (environment: Environment, parts: ServerParts): Promise<ControlPlane> =>
  createControlPlane(
    {
      repositories: parts.state.repositories,
      audit: parts.state.audit,
      invalidations: parts.state.invalidations,
      sealer: parts.state.sealer,
      cache: parts.cache,
      managementTokens: managementTokens(environment.MANAGEMENT_TOKEN ?? "", environment.MANAGEMENT_TOKEN_PREVIOUS),
      tokenPrefix: environment.TOKEN_PREFIX,
      providers: environment.PROVIDER_CHAIN,
      now: SYSTEM_CLOCK.epochMs,
      newId: randomUUID,
    },
    {
      trustedProxies: environment.TRUSTED_PROXIES,
      hasAdminPage:
        environment.ADMIN_HOST !== null ||
        environment.ADMIN_LISTEN_ADDR !== null ||
        environment.LISTEN_SURFACES.includes("admin"),
    },
    parts.log.logger,
  );

interface Listeners {
  readonly servers: readonly Server[];
  readonly address: ListenAddress;
  readonly adminAddress: ListenAddress | null;
}

const INSIDE: readonly Surface[] = ["health", "management", "metrics", "admin"];

async function openListeners(environment: Environment, ports: FrontDoorPorts): Promise<Listeners> {
  const settings = {
    maxHeaderBytes: environment.MAX_HEADER_SIZE,
    maxConnections: environment.MAX_CONNECTIONS,
    headersTimeoutMs: environment.HEADERS_TIMEOUT,
    receiveTimeoutMs: environment.REQUEST_RECEIVE_TIMEOUT,
    keepAliveTimeoutMs: environment.KEEP_ALIVE_TIMEOUT,
  };
  const adminHost = environment.ADMIN_HOST?.toLowerCase() ?? null;
  const front = createHttpServer(
    settings,
    createFrontDoor(ports, { surfaces: environment.LISTEN_SURFACES, adminHost }),
  );
  const port = environment.PORT ?? environment.LISTEN_ADDR.port;
  const address = await listen(front, { host: environment.LISTEN_ADDR.host, port });
  if (environment.ADMIN_LISTEN_ADDR === null) return { servers: [front], address, adminAddress: null };
  const inside = createHttpServer(settings, createFrontDoor(ports, { surfaces: INSIDE, adminHost: null }));
  const adminAddress = await listen(inside, environment.ADMIN_LISTEN_ADDR, "ADMIN_LISTEN_ADDR");
  return { servers: [front, inside], address, adminAddress };
}

async function endServer(
  steps: ReturnType<typeof serverShutdown>,
  parts: ServerParts,
  { totalMs, logMs }: { readonly totalMs: number; readonly logMs: number },
): Promise<readonly StepResult[]> {
  const log = parts.log.logger;
  const results = await shutDown(steps, totalMs - logMs, {
    now: SYSTEM_CLOCK.monotonicMs,
    onStep: ({ name, outcome, tookMs }) => {
      const line = { step: name, outcome, took_ms: Math.round(tookMs) };
      if (outcome === "done") log.info(line, "Shutdown step.");
      else log.warn(line, "Shutdown step.");
    },
  });
  log.info({ events: parts.events.state }, "Ended.");
  await parts.log.close(AbortSignal.timeout(logMs));
  return results;
}

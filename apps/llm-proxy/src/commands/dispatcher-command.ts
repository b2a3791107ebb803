import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Configuration } from "../config/load-configuration.js";
import type { Environment } from "../config/environment.js";
import { createDispatcher, type Dispatcher, type DispatcherState } from "../dispatcher/dispatcher.js";
import { createHealthServer } from "../dispatcher/health-server.js";
import type { Sink } from "../dispatcher/sink.js";
import { shutDown } from "../lifecycle/shutdown.js";
import { connectRedis, type RedisChange } from "../redis/connect-redis.js";
import type { RedisSettings } from "../redis/redis-settings.js";
import { createSinks } from "../server/create-sinks.js";
import { listen } from "../server/open-listener.js";
import { redisSettings } from "../server/redis-connections.js";
import { SYSTEM_CLOCK } from "../server/system-clock.js";
import { createLogger } from "../telemetry/create-logger.js";
import { createRedaction } from "../telemetry/redaction.js";
import { firstSignal } from "./process-signals.js";

/** Time for the batch under way; what is not acknowledged by then is claimed by another dispatcher. */
const LAST_BATCH_MS = 20_000;
const LAST_LINES_MS = 1000;

/** Reads events from Redis and brings them to each sink, in a group of its own. @returns The exit code. */
export async function dispatcherCommand({ environment, secrets, warnings }: Configuration): Promise<number> {
  const signal = firstSignal();
  const log = createLogger({ level: environment.LOG_LEVEL, destination: 1, redact: createRedaction(secrets) });
  for (const warning of warnings) log.logger.warn(warning);
  const redis = await redisSettings(environment.REDIS_URL ?? "", environment.REDIS_CA_FILE);
  const working = createSinks(environment).map((sink) => work(sink, { redis, environment, log: log.logger }));
  const health = createHealthServer(() => worstOf(working.map(({ dispatcher }) => dispatcher.state)));
  const address = await listen(health, environment.DISPATCHER_LISTEN_ADDR, "DISPATCHER_LISTEN_ADDR");
  log.logger.info({ address, sinks: environment.DISPATCHER_SINKS }, "Dispatching.");
  log.logger.info({ signal: await signal }, "Shutting down.");
  const steps = working.map(({ sink, end }) => ({
    step: { name: `end ${sink.name}`, close: end },
    limitMs: LAST_BATCH_MS,
  }));
  const results = await shutDown(steps, environment.SHUTDOWN_TIMEOUT - LAST_LINES_MS, {
    now: SYSTEM_CLOCK.monotonicMs,
    onStep: (result) => {
      log.logger.info(result, "Shutdown step.");
    },
  });
  health.closeAllConnections();
  health.close();
  await log.close(AbortSignal.timeout(LAST_LINES_MS));
  return results.every(({ outcome }) => outcome === "done") ? 0 : 1;
}

interface WorkingSink {
  readonly sink: Sink;
  readonly dispatcher: Dispatcher;
  readonly end: (abort: AbortSignal) => Promise<void>;
}

function work(
  sink: Sink,
  ports: { readonly redis: RedisSettings; readonly environment: Environment; readonly log: Logger },
): WorkingSink {
  const { environment, log } = ports;
  const life = { isEnded: false };
  const onChange = (change: RedisChange): void => {
    // What this process closes itself is no outage.
    if (life.isEnded) return;
    log.info({ sink: sink.name, ...change }, "A connection to Redis changed.");
  };
  const redis = connectRedis(ports.redis, "bulk", onChange);
  const blocking = connectRedis(ports.redis, "blocking", onChange);
  const dispatcher = createDispatcher({
    redis,
    blocking,
    sink,
    group: `${environment.REDIS_CONSUMER_GROUP}-${sink.name}`,
    consumer: environment.REDIS_CONSUMER_NAME ?? `${hostname()}-${process.pid}`,
    log,
    stream: environment.REDIS_STREAM_KEY,
    settings: { batchSize: environment.DISPATCHER_BATCH_SIZE, streamCeiling: environment.REDIS_STREAM_MAX_LEN },
  });
  return {
    sink,
    dispatcher,
    end: async (abort) => {
      life.isEnded = true;
      await dispatcher.close(abort);
      redis.disconnect();
      blocking.disconnect();
    },
  };
}

/** One answer for all sinks: as ill as the most ill of them. */
function worstOf(states: readonly DispatcherState[]): DispatcherState {
  const all = (pick: (state: DispatcherState) => number): readonly number[] => states.map(pick);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    sink: states.map(({ sink }) => sink).join(","),
    group: states.map(({ group }) => group).join(","),
    lag: Math.max(0, ...all(({ lag }) => lag)),
    pending: sum(all(({ pending }) => pending)),
    deadLetters: sum(all(({ deadLetters }) => deadLetters)),
    delivered: sum(all(({ delivered }) => delivered)),
    trimmedUnread: Math.max(0, ...all(({ trimmedUnread }) => trimmedUnread)),
    redis: states.every(({ redis }) => redis === "up") ? "up" : "down",
    sinkError: states.find(({ sinkError }) => sinkError !== null)?.sinkError ?? null,
  };
}

import { randomInt } from "node:crypto";
import type { Configuration } from "../config/load-configuration.js";
import type { ResponseCache } from "../cache/response-cache.js";
import type { EventBus } from "../events/event-bus.js";
import type { EventTaker } from "../events/in-memory-event-bus.js";
import { redactingEvents } from "../events/redacting.js";
import type { Limiter } from "../limits/limiter.js";
import type { Dependency } from "../lifecycle/dependency.js";
import { Upstream } from "../upstream/upstream.js";
import { eventBusDependency, observedBus, openEvents } from "./open-events.js";
import { type Observation, openObservation } from "./open-observation.js";
import { openState, type OpenState } from "./open-state.js";
import { openCache, openLimiter, upstreamSettings } from "./open-traffic.js";
import { openRedis, type RedisConnections, redisSettings } from "./redis-connections.js";
import { SYSTEM_CLOCK } from "./system-clock.js";

/** Everything that a server holds open; ended by `serverShutdown`. */
export interface ServerParts extends Observation {
  readonly redis: RedisConnections | null;
  readonly state: OpenState;
  readonly limiter: Limiter;
  readonly cache: ResponseCache | null;
  readonly events: EventBus;
  readonly upstream: Upstream;
  readonly dependencies: readonly Dependency[];
}

/** @param takers get the events of a bus in memory. */
export async function openServerParts(
  configuration: Configuration,
  version: string,
  takers: readonly EventTaker[],
): Promise<ServerParts> {
  const { environment } = configuration;
  const observation = openObservation(configuration, version);
  const log = observation.log.logger;
  for (const warning of configuration.warnings) log.warn(warning);
  const upstream = await upstreamSettings(environment);
  const redis =
    environment.REDIS_URL === null
      ? null
      : openRedis(await redisSettings(environment.REDIS_URL, environment.REDIS_CA_FILE), log);
  const state = await openState(environment, redis, log);
  const stream = environment.REDIS_STREAM_KEY;
  const bus = await openEvents(
    {
      kind: environment.LLM_PROXY_EVENT_BUS,
      stream,
      streamCeiling: environment.REDIS_STREAM_MAX_LEN,
      maxSpooledEvents: environment.EVENT_SPOOL_MAX,
      spoolFolder: environment.EVENT_SPOOL_DIR,
    },
    redis?.bulk ?? null,
    takers,
  );
  const events = observedBus(bus, {
    clean: redactingEvents(observation.redact),
    listener: (event) => {
      state.usage.record(event);
    },
  });
  return {
    ...observation,
    redis,
    state,
    limiter: openLimiter(environment, redis, state.database, log),
    cache: openCache(environment, redis),
    events,
    upstream: new Upstream(upstream, { clock: SYSTEM_CLOCK, random }),
    dependencies: [
      state.database.dependency,
      ...(redis === null ? [] : [redis.dependency]),
      eventBusDependency(events, redis?.bulk ?? null, stream),
    ],
  };
}

const RANDOM_STEPS = 2 ** 32;
const random = (): number => randomInt(RANDOM_STEPS) / RANDOM_STEPS;

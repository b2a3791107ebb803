import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { RedisSubscriber } from "../access/redis-invalidations.js";
import type { Dependency } from "../lifecycle/dependency.js";
import { readCertificateAuthority } from "./certificate-file.js";
import { connectRedis, type RedisChange, untilReady } from "../redis/connect-redis.js";
import type { RedisSettings } from "../redis/redis-settings.js";

/** Each purpose has its own, so that a slow one delays no other. */
export interface RedisConnections {
  /** Callers wait for these commands. */
  readonly request: Redis;
  readonly bulk: Redis;
  /** Like `request`, for entries that may be large. */
  readonly cache: Redis;
  readonly subscriber: RedisSubscriber;
  readonly dependency: Dependency;
  /** Resolves when the connections take commands, or after a while when Redis is away: nothing waits for it for ever. */
  readonly ready: Promise<void>;
  close(): void;
}

const FIRST_WAIT_MS = 2000;

export function openRedis(settings: RedisSettings, log: Logger): RedisConnections {
  const life = { isClosed: false };
  const onChange = ({ purpose, state, code }: RedisChange): void => {
    // What this process closes itself is no outage.
    if (life.isClosed) return;
    if (state === "ready") log.info({ purpose }, "Redis is connected.");
    else log.warn({ purpose, code }, "Redis is away.");
  };
  const request = connectRedis(settings, "request", onChange);
  const cache = connectRedis(settings, "request", onChange);
  const bulk = connectRedis(settings, "bulk", onChange);
  const listening = connectRedis(settings, "blocking", onChange);
  const all = [request, cache, bulk, listening];
  const signal = AbortSignal.timeout(FIRST_WAIT_MS);
  return {
    request,
    cache,
    bulk,
    subscriber: new Resubscribing(listening),
    dependency: {
      name: "redis",
      probe: () => request.ping().then(() => undefined),
      details: () => ({}),
    },
    ready: Promise.allSettled(all.map((redis) => untilReady(redis, signal))).then(() => undefined),
    close: () => {
      life.isClosed = true;
      for (const redis of all) redis.disconnect();
    },
  };
}

/** Subscribes whenever the connection comes (back), and only then says that it is ready: what came before was missed. */
class Resubscribing implements RedisSubscriber {
  readonly #redis: Redis;
  readonly #readyListeners: ((channel: string, message: string) => void)[] = [];

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  subscribe(channel: string): Promise<void> {
    this.#redis.on("ready", () => {
      this.#subscribe(channel);
    });
    if (this.#redis.status === "ready") this.#subscribe(channel);
    return Promise.resolve();
  }

  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "ready", listener: () => void): unknown;
  on(event: "message" | "ready", listener: (channel: string, message: string) => void): unknown {
    return event === "ready" ? this.#readyListeners.push(listener) : this.#redis.on("message", listener);
  }

  #subscribe(channel: string): void {
    this.#redis.subscribe(channel).then(
      () => {
        for (const listener of this.#readyListeners) listener(channel, "");
      },
      () => undefined, // Lost again: the next "ready" tries anew.
    );
  }
}

/** @throws StartupError when the file can't be read. */
export const redisSettings = async (url: string, certificateAuthorityFile: string | null): Promise<RedisSettings> => ({
  url,
  certificateAuthority: await readCertificateAuthority("REDIS_CA_FILE", certificateAuthorityFile),
});

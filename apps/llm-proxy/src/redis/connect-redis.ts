import { Redis, type RedisOptions } from "ioredis";
import { ConfigurationError } from "../errors/configuration-error.js";
import type { RedisSettings } from "./redis-settings.js";

/**
 * What a connection is for; each purpose has its own, so that a slow one never delays another.
 * `request`: a caller waits. `bulk`: batches in the background. `blocking`: waits for events.
 */
export type RedisPurpose = "request" | "bulk" | "blocking";

/** Told when a connection comes or goes. Carries no URL and no command: a failed AUTH would hold the password. */
export interface RedisChange {
  readonly purpose: RedisPurpose;
  readonly state: "ready" | "lost";
  /** E.g. `ECONNREFUSED` or `WRONGPASS`; `null` when it is unknown. */
  readonly code: string | null;
}

/** Reasons beside each. */
const OPTIONS = {
  request: {
    // A caller waits: a decision later than this is worth less than the policy for a Redis that is away.
    commandTimeout: 100,
    maxRetriesPerRequest: 1,
  },
  bulk: {
    // Nobody waits, but an answer must come so that the batch can be kept and sent again.
    commandTimeout: 2_000,
    maxRetriesPerRequest: 1,
  },
  // XREADGROUP ends by itself after its BLOCK; a connection that died silently is noticed by the keep-alive below.
  blocking: { maxRetriesPerRequest: 1 },
} as const satisfies Record<RedisPurpose, RedisOptions>;

const COMMON = {
  /** Within a VPC a connection takes milliseconds; the rest is loss. */
  connectTimeout: 2_000,
  keepAlive: 10_000,
  /** A command that has no connection fails at once and its policy decides; nothing piles up. */
  enableOfflineQueue: false,
  /** A repeated reservation would count twice. */
  autoResendUnfulfilledCommands: false,
  /** After a failover the old primary answers READONLY until the connection is made anew. */
  reconnectOnError: (error: Error) => error.message.startsWith("READONLY"),
  disableClientInfo: true,
} as const satisfies RedisOptions;

/** Longest pause between two attempts to connect. */
const MAX_RECONNECT_DELAY_MS = 1_000;

/**
 * Opens a connection for one purpose; it comes back by itself whenever it is lost, for ever.
 * @throws ConfigurationError when the URL isn't one of Redis; its message doesn't repeat the URL.
 */
export function connectRedis(
  settings: RedisSettings,
  purpose: RedisPurpose,
  onChange: (change: RedisChange) => void = () => undefined,
): Redis {
  const redis = new Redis({
    ...parseRedisUrl(settings),
    ...COMMON,
    ...OPTIONS[purpose],
    connectionName: `llm-proxy-${purpose}`,
    retryStrategy: (attempt) => Math.min(MAX_RECONNECT_DELAY_MS, 25 * 2 ** Math.min(attempt, 6)),
  });
  let isReady = false;
  let isTold = false;
  redis.on("ready", () => {
    isReady = true;
    isTold = false;
    onChange({ purpose, state: "ready", code: null });
  });
  const lost = (code: string | null): void => {
    if (isTold) return;
    isTold = true;
    isReady = false;
    onChange({ purpose, state: "lost", code });
  };
  // Without a listener ioredis prints the error, and its error of AUTH holds the password.
  redis.on("error", (error: unknown) => {
    lost(codeOf(error));
  });
  redis.on("close", () => {
    if (isReady) lost(null);
  });
  return redis;
}

/** What a URL says. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly ca?: string };
}

/** @throws ConfigurationError, without the URL in it. */
export function parseRedisUrl({ url, certificateAuthority }: RedisSettings): RedisAddress {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== "redis:" && parsed.protocol !== "rediss:") || parsed.hostname === "") {
    throw new ConfigurationError([
      {
        name: "REDIS_URL",
        message: "The value isn't the URL of a Redis server.",
        fix: 'Write it as "redis://host:6379" or, with TLS and a password, "rediss://:password@host:6379".',
      },
    ]);
  }
  const database = Number(parsed.pathname.slice(1));
  return {
    // Brackets belong to the URL, not to the address.
    host: parsed.hostname.replace(/^\[|\]$/gu, ""),
    port: parsed.port === "" ? 6379 : Number(parsed.port),
    db: Number.isInteger(database) ? database : 0,
    ...(parsed.username === "" ? {} : { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password === "" ? {} : { password: decodeURIComponent(parsed.password) }),
    ...(parsed.protocol === "rediss:"
      ? { tls: certificateAuthority === null ? {} : { ca: certificateAuthority } }
      : {}),
  };
}

/** Resolves once the connection takes commands; rejects with the signal's reason. */
export function untilReady(redis: Redis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (redis.status === "ready") {
      resolve();
      return;
    }
    const settle = (): void => {
      redis.off("ready", ready);
      signal.removeEventListener("abort", aborted);
    };
    const ready = (): void => {
      settle();
      resolve();
    };
    const aborted = (): void => {
      settle();
      reject(signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError"));
    };
    redis.once("ready", ready);
    signal.addEventListener("abort", aborted, { once: true });
    if (signal.aborted) aborted();
  });
}

/** The code of a socket's error, or the first word of Redis' own; nothing that could hold a secret. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^[A-Z]{3,20}\b/u.exec(error.message)?.[0] ?? null;
}

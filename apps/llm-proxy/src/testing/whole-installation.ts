import { once } from "node:events";
import { Redis } from "ioredis";
import { z } from "zod";
import { spawnGateway } from "./gateway-process.js";
import { startPostgres, type TestPostgres } from "./postgres.js";
import { startTestRedis, type TestRedis } from "./redis.js";
import { type ScriptedUpstream, startScriptedUpstream } from "./scripted-upstream.js";

/** Secrets that must be seen nowhere; each test of a whole gateway runs with them. */
export const PLANTED = {
  managementToken: "planted-management-token-0123456789",
  encryptionKey: "planted-encryption-key-0123456789",
  providerKey: "planted-provider-key-0123456789",
  redisPassword: "planted-redis-password",
  /** Of `startPostgres`. */
  databasePassword: "planted-database-password",
} as const;

/** PostgreSQL with the schema, Redis with a password, and a provider that does as it is told. */
export interface WholeInstallation extends AsyncDisposable {
  readonly postgres: TestPostgres;
  readonly redis: TestRedis;
  readonly upstream: ScriptedUpstream;
  /** Environment of a server. */
  readonly variables: Readonly<Record<string, string>>;
  /** Events in the stream, in order. */
  events(): Promise<readonly StoredEvent[]>;
}

interface StoredEvent {
  readonly id: string;
  readonly json: string;
  readonly outcome: string;
}

const eventShape = z.object({ id: z.string(), outcome: z.string() });

/** @param options.appendOnly What Redis acknowledged survives a kill of it. */
export async function startInstallation(options: { readonly appendOnly?: boolean } = {}): Promise<WholeInstallation> {
  const postgres = await startPostgres();
  const redis = await startTestRedis({ password: PLANTED.redisPassword, ...options });
  const upstream = await startScriptedUpstream();
  const variables = {
    MANAGEMENT_TOKEN: PLANTED.managementToken,
    ENCRYPTION_KEY: PLANTED.encryptionKey,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    PROVIDER_CHAIN: "openai",
    OPENAI_API_URL: `${upstream.origin}/v1`,
    OPENAI_API_KEY: PLANTED.providerKey,
    LISTEN_SURFACES: "data,health,management,metrics",
    DRAIN_DELAY: "200ms",
    SHUTDOWN_TIMEOUT: "20s",
  };
  const migrated = await spawnGateway("migrate", variables).ended;
  if (migrated.code !== 0) throw new TypeError("The migration of the test's database failed.");
  return {
    postgres,
    redis,
    upstream,
    variables,
    events: () => readEvents(redis.url),
    [Symbol.asyncDispose]: async () => {
      await upstream.close();
      await redis[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
}

async function readEvents(url: string): Promise<readonly StoredEvent[]> {
  const redis = new Redis(url);
  await once(redis, "ready");
  const entries = await redis.xrange("llm-proxy-events", "-", "+");
  redis.disconnect();
  return entries.map(([, fields]) => {
    const json = fields[fields.indexOf("event") + 1] ?? "";
    return { ...eventShape.parse(JSON.parse(json)), json };
  });
}

import type { Logger } from "pino";
import { GRANT_CACHE_DEFAULTS, GrantCache } from "../access/grant-cache.js";
import { type Invalidations, LocalInvalidations } from "../access/invalidations.js";
import { createKeySealer, type KeySealer } from "../access/key-sealer.js";
import { RedisInvalidations } from "../access/redis-invalidations.js";
import { databaseSettingsOf } from "../config/database-settings-of.js";
import type { Environment } from "../config/environment.js";
import type { AuditLog } from "../state/audit-entry.js";
import { AUDIT_QUEUE_DEFAULTS, AuditQueue } from "../state/audit-queue.js";
import type { Database } from "../state/database.js";
import { openDatabase } from "../state/open-database.js";
import { createRepositories, type Repositories } from "../state/repositories.js";
import { UsageRecorder } from "../state/usage-recorder.js";
import type { RedisConnections } from "./redis-connections.js";
import { SYSTEM_CLOCK } from "./system-clock.js";

/** The database and everything that stands on it. */
export interface OpenState {
  readonly database: Database;
  readonly isEmbedded: boolean;
  readonly repositories: Repositories;
  readonly grants: GrantCache;
  readonly invalidations: Invalidations;
  readonly sealer: KeySealer;
  readonly audit: AuditLog;
  readonly usage: UsageRecorder;
}

const INVALIDATION_CHANNEL = "llm-proxy:invalidations";

export async function openState(
  environment: Environment,
  redis: RedisConnections | null,
  log: Logger,
): Promise<OpenState> {
  const settings = databaseSettingsOf(environment);
  const database = await openDatabase(settings, log, SYSTEM_CLOCK.epochMs);
  const repositories = createRepositories(database.kysely);
  const invalidations =
    redis === null
      ? new LocalInvalidations()
      : new RedisInvalidations(redis.bulk, redis.subscriber, INVALIDATION_CHANNEL, log);
  return {
    database,
    isEmbedded: settings.kind === "embedded",
    repositories,
    invalidations,
    grants: new GrantCache(
      {
        load: (tokenHash) => repositories.grants.load(tokenHash),
        invalidations,
        monotonicMs: SYSTEM_CLOCK.monotonicMs,
      },
      { ...GRANT_CACHE_DEFAULTS, freshMs: environment.GRANT_CACHE_TTL },
    ),
    sealer: createKeySealer(environment.ENCRYPTION_KEY ?? "", previousKeys(environment)),
    audit: environment.AUDIT_ENABLED
      ? new AuditQueue(
          { events: repositories.auditEvents, log, now: SYSTEM_CLOCK.epochMs },
          { ...AUDIT_QUEUE_DEFAULTS, capacity: environment.AUDIT_QUEUE_MAX },
        )
      : NO_AUDIT,
    usage: new UsageRecorder({ usage: repositories.usage, log }),
  };
}

const previousKeys = ({ ENCRYPTION_KEY_PREVIOUS: previous }: Environment): readonly string[] =>
  previous === null ? [] : [previous];

const NO_AUDIT: AuditLog = { record: () => undefined, close: () => Promise.resolve() };

import { bool, duration, int, oneOf, text, url } from "./parsers.js";
import { optionalSetting, setting } from "./setting.js";

export const STATE_SETTINGS = {
  DATABASE_URL: optionalSetting(url("postgres:", "postgresql:"), {
    group: "Database",
    summary: "PostgreSQL, e.g. postgres://user:password@host:5432/name?sslmode=verify-full.",
    reason: "Absent: PGHOST and its companions, or DATABASE_EMBEDDED_PATH.",
    isSecret: true,
  }),
  PGHOST: optionalSetting(text, {
    group: "Database",
    summary: "Host of PostgreSQL, when no DATABASE_URL is given; as libpq names it.",
    reason: "Absent: DATABASE_URL tells.",
  }),
  PGPORT: setting(int(1, 65_535), {
    group: "Database",
    summary: "Port of PostgreSQL.",
    default: "5432",
    reason: "PostgreSQL's own.",
  }),
  PGUSER: optionalSetting(text, {
    group: "Database",
    summary: "User of PostgreSQL.",
    reason: "Absent: needed with PGHOST.",
  }),
  PGPASSWORD: optionalSetting(text, {
    group: "Database",
    summary: "Password of PostgreSQL.",
    reason: "Absent: the server must trust the client otherwise.",
    isSecret: true,
  }),
  PGDATABASE: optionalSetting(text, {
    group: "Database",
    summary: "Database of PostgreSQL.",
    reason: "Absent: needed with PGHOST.",
  }),
  PGSSLMODE: setting(oneOf("disable", "require", "verify-ca", "verify-full"), {
    group: "Database",
    summary: "TLS to PGHOST; `require` encrypts without looking at the certificate.",
    default: "verify-full",
    reason: "An unproved server could be anyone. Amazon's roots: see PGSSLROOTCERT.",
  }),
  PGSSLROOTCERT: optionalSetting(text, {
    group: "Database",
    summary:
      "File with the certificates that PostgreSQL's own must descend from; for RDS and Aurora the image has /app/certificates/rds.pem. A DATABASE_URL with sslrootcert wins.",
    reason: "Absent: Node's own list, and what NODE_EXTRA_CA_CERTS adds.",
  }),
  DATABASE_EMBEDDED_PATH: optionalSetting(text, {
    group: "Database",
    summary: "Folder of the embedded database; for trials and tests, one process at a time.",
    reason: "Absent: PostgreSQL must be named. Nothing falls back to the embedded database silently.",
  }),
  MIGRATE_ON_START: setting(bool, {
    group: "Database",
    summary: "Whether the server runs pending migrations before it serves; the embedded database always gets them.",
    default: "false",
    reason: "A server needs no right to change the schema; `llm-proxy migrate` runs once before a deployment.",
  }),
  DATABASE_POOL_SIZE: setting(int(1, 1000), {
    group: "Database",
    summary: "Connections for each process.",
    default: "10",
    reason:
      "The hot path asks no SQL; 10 serve management, audit and cold tokens, and Aurora's smallest size allows 189.",
  }),
  DATABASE_CONNECT_TIMEOUT: setting(duration(100, 60_000), {
    group: "Database",
    summary: "How long a connection may take, waiting for a free one included.",
    default: "2s",
    reason: "pg's own default waits for ever, and every cold token with it.",
  }),
  DATABASE_STATEMENT_TIMEOUT: setting(duration(100, 600_000), {
    group: "Database",
    summary: "How long a statement may take.",
    default: "5s",
    reason: "All statements are by key or a page of a list; longer means that something is wrong.",
  }),
  REDIS_URL: optionalSetting(url("redis:", "rediss:"), {
    group: "Redis",
    summary: "Redis or Valkey; `rediss://` for TLS, e.g. rediss://:password@host:6379/0.",
    reason:
      "Absent: limits, cache and invalidation are of this process alone, and events need LLM_PROXY_EVENT_BUS=in-memory.",
    isSecret: true,
  }),
  REDIS_CA_FILE: optionalSetting(text, {
    group: "Redis",
    summary: "File with the certificate authority of a Redis with TLS that Node does not know by itself.",
    reason: "Absent: Node's own list, which holds Amazon's.",
  }),
  LIMIT_LEASE: setting(duration(0, 1000), {
    group: "Limits",
    summary:
      "For how long a process that is busy with a token admits from what Redis has leased to it, without asking for each request; 0: Redis decides each. Limits stay exact over all processes. x-ratelimit-remaining-* is as old as the lease, and a 429 may take three times as long while others have leased.",
    default: "50ms",
    reason:
      "Saves 499 of 500 questions at 10,000 requests a second, and keeps little from the other processes. Tokens with fewer than 40 requests a second are not leased to at all.",
  }),
  LIMITS_WITHOUT_REDIS: setting(oneOf("local", "closed", "open"), {
    group: "Limits",
    summary:
      "What happens to limits per minute while Redis is away: each process holds them by itself, tokens that have one get 503, or they don't hold.",
    default: "local",
    reason: "An outage of Redis should neither become one of the gateway nor open it to floods.",
  }),
  QUOTAS_WITHOUT_REDIS: setting(oneOf("local", "closed", "open"), {
    group: "Limits",
    summary: "The same for quotas over a token's life.",
    default: "local",
    reason: "Counted on from what the process knew last; added to Redis when it is back.",
  }),
  GRANT_CACHE_TTL: setting(duration(100, 3_600_000), {
    group: "Database",
    summary: "How long a token's grant is taken from memory before the database is asked again in the background.",
    default: "10s",
    reason: "Revocations arrive within a second by Redis; this is the bound when Redis is away.",
  }),
  HTTP_CACHE_ENABLED: setting(bool, {
    group: "Cache",
    summary: "Whether answers that HTTP allows to be kept are kept.",
    default: "true",
    reason: "Costs nothing while answers don't allow it: POST and streams are kept on request only.",
  }),
  HTTP_CACHE_BACKEND: setting(oneOf("auto", "redis", "in-memory"), {
    group: "Cache",
    summary: "Where answers are kept; `auto`: in Redis when there is one.",
    default: "auto",
    reason: "A cache that tasks share answers more often.",
  }),
  HTTP_CACHE_MAX_BODY: setting(int(1024, 64 * 1024 * 1024), {
    group: "Cache",
    summary: "Largest answer to keep, in bytes.",
    default: "1048576",
    reason: "1 MiB, as in sofatutor/llm-proxy; longer answers are rare and push many others out.",
  }),
  HTTP_CACHE_MAX_BYTES: setting(int(1024 * 1024, 8 * 1024 * 1024 * 1024), {
    group: "Cache",
    summary: "Bytes that the cache in memory may hold.",
    default: "33554432",
    reason: "32 MiB leave a task of 512 MiB room to work.",
  }),
  HTTP_CACHE_STREAM_RESPONSES: setting(bool, {
    group: "Cache",
    summary: "Whether streams may be kept and replayed byte for byte.",
    default: "false",
    reason: "A replayed stream arrives at once, which not every client expects.",
  }),
  HTTP_CACHE_POST: setting(bool, {
    group: "Cache",
    summary: "Whether POST may be answered from the cache when the caller asks with Cache-Control: public, max-age=….",
    default: "true",
    reason: "Only on the caller's own request, as in sofatutor/llm-proxy.",
  }),
  HTTP_CACHE_DEFAULT_TTL: setting(duration(0, 31_536_000_000), {
    group: "Cache",
    summary: "How long an answer is fresh that allows to be kept but names no time.",
    default: "300s",
    reason: "As in sofatutor/llm-proxy.",
  }),
} as const;

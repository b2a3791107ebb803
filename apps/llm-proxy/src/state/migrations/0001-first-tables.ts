import type { Migration } from "./migration.js";

/** Only adds, so that a version of the gateway that runs meanwhile is not disturbed. */
export const firstTables: Migration = {
  version: 1,
  name: "first tables",
  statements: [
    `create table projects (
      id text primary key,
      name text not null unique,
      is_active boolean not null default true,
      policy jsonb not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      deactivated_at timestamptz
    )`,
    `create table tokens (
      id text primary key,
      token_hash text not null unique,
      project_id text not null references projects (id),
      name text not null,
      expires_at timestamptz,
      is_active boolean not null default true,
      limits jsonb not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      last_used_at timestamptz,
      deactivated_at timestamptz,
      revoked_at timestamptz
    )`,
    `create index tokens_project_id on tokens (project_id, id)`,
    `create table provider_keys (
      project_id text not null references projects (id),
      provider text not null,
      key_id text not null,
      sealed text not null,
      updated_at timestamptz not null,
      primary key (project_id, provider)
    )`,
    // No foreign keys: usage outlives what it was used by, and its writer must not wait for rows of others.
    `create table usage_daily (
      day date not null,
      project_id text not null,
      token_id text not null,
      model text not null,
      provider text not null,
      requests bigint not null,
      failed_requests bigint not null,
      unpriced_requests bigint not null,
      input_tokens bigint not null,
      output_tokens bigint not null,
      cost_usd numeric(20, 9) not null,
      primary key (project_id, day, token_id, model, provider)
    )`,
    `create index usage_daily_day on usage_daily (day)`,
    `create table quota_usage (
      token_id text primary key,
      requests bigint not null,
      tokens bigint not null,
      version bigint not null,
      updated_at timestamptz not null
    )`,
    `create table audit_events (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      action text not null,
      actor text not null,
      project_id text,
      token_id text,
      request_id text,
      client_ip text,
      outcome text not null,
      reason text
    )`,
    `create index audit_events_project_id on audit_events (project_id, id)`,
  ],
};

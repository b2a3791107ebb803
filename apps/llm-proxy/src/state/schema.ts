import type { ColumnType, Generated } from "kysely";

/** JSON goes in as text and comes out parsed; what it holds is checked where it is read. */
type Json = ColumnType<unknown, string, string>;

/** The tables as Kysely knows them; the SQL that makes them is in `migrations/`. */
export interface Schema {
  projects: ProjectsTable;
  tokens: TokensTable;
  provider_keys: ProviderKeysTable;
  usage_daily: UsageDailyTable;
  quota_usage: QuotaUsageTable;
  audit_events: AuditEventsTable;
  schema_migrations: SchemaMigrationsTable;
}

interface ProjectsTable {
  id: string;
  name: string;
  is_active: boolean;
  policy: Json;
  created_at: Date;
  updated_at: Date;
  deactivated_at: Date | null;
}

interface TokensTable {
  id: string;
  token_hash: string;
  project_id: string;
  name: string;
  expires_at: Date | null;
  is_active: boolean;
  limits: Json;
  created_at: Date;
  updated_at: Date;
  last_used_at: Date | null;
  deactivated_at: Date | null;
  revoked_at: Date | null;
}

interface ProviderKeysTable {
  project_id: string;
  provider: string;
  key_id: string;
  sealed: string;
  updated_at: Date;
}

interface UsageDailyTable {
  day: string;
  project_id: string;
  token_id: string;
  /** Empty where the call named none: a primary key can't hold a null. */
  model: string;
  provider: string;
  requests: number;
  failed_requests: number;
  unpriced_requests: number;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
}

interface QuotaUsageTable {
  token_id: string;
  requests: number;
  tokens: number;
  version: number;
  updated_at: Date;
}

interface AuditEventsTable {
  id: Generated<number>;
  at: Date;
  action: string;
  actor: string;
  project_id: string | null;
  token_id: string | null;
  request_id: string | null;
  client_ip: string | null;
  outcome: string;
  reason: string | null;
}

interface SchemaMigrationsTable {
  version: number;
  name: string;
  applied_at: Date;
}

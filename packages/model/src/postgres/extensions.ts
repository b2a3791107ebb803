import type { PostgresEngineKind } from "./engine-versions.js";

/**
 * The extensions that may be asked for: pgvector, and those of PostgreSQL's own that are trusted, which the owner of a database may
 * make (https://www.postgresql.org/docs/17/contrib.html, 2026-11). RDS and Aurora have all of them in every version of the table in
 * `engine-versions.ts`, pgvector from the minors below on.
 */
export const POSTGRES_EXTENSIONS = [
  "btree_gin",
  "btree_gist",
  "citext",
  "cube",
  "fuzzystrmatch",
  "hstore",
  "intarray",
  "ltree",
  "pg_trgm",
  "pgcrypto",
  "tablefunc",
  "unaccent",
  "uuid-ossp",
  "vector",
] as const;

/**
 * The first minors with pgvector 0.5.0, which brought HNSW; later majors have had it from their first minor on.
 * Aurora: https://aws.amazon.com/about-aws/whats-new/2023/10/amazon-aurora-postgresql-pgvector-v0-5-0-hnsw-indexing/ (2023-10-24, read
 * 2026-11). RDS has it from a second revision of 15.4 and 14.9 on, which a version can't name; that 15.5 and 14.10 all have it, and
 * that every 16 has, is assumed.
 */
const FIRST_MINOR_WITH_HNSW = {
  "aurora-serverless": { "14": 9, "15": 4 },
  rds: { "14": 10, "15": 5 },
} as const satisfies Readonly<Record<PostgresEngineKind, Readonly<Record<string, number>>>>;

/** The least version of a major that has pgvector with HNSW; `null`: every one has. */
export function leastVersionWithHnsw(engine: PostgresEngineKind, version: string): string | null {
  const [major = "", minor = ""] = version.split(".");
  const first = new Map(Object.entries(FIRST_MINOR_WITH_HNSW[engine])).get(major) ?? 0;
  return Number(minor) >= first ? null : `${major}.${first}`;
}

export type PostgresExtension = (typeof POSTGRES_EXTENSIONS)[number];

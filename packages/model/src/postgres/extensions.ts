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

export type PostgresExtension = (typeof POSTGRES_EXTENSIONS)[number];

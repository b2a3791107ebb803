/** A base image whose contents nobody mends any more. */
export interface RetiredBase {
  readonly pattern: RegExp;
  readonly what: string;
  /** Day of the last maintenance, in ISO form. */
  readonly since: string;
}

/**
 * Runtimes whose maintenance has ended by 2026-11-21, from the projects' own calendars as https://endoflife.date quotes them
 * (Node.js https://github.com/nodejs/release, Python https://devguide.python.org/versions/, Alpine https://alpinelinux.org/releases/,
 * PostgreSQL https://www.postgresql.org/support/versioning/, RabbitMQ https://www.rabbitmq.com/release-information).
 */
export const RETIRED_BASES: readonly RetiredBase[] = [
  { pattern: /(^|\/)node:(18|lts-hydrogen)\b/u, what: "Node.js 18", since: "2025-04-30" },
  { pattern: /(^|\/)node:(20|lts-iron)\b/u, what: "Node.js 20", since: "2026-04-30" },
  { pattern: /(^|\/)node:(1[0-79]|2[135]|[0-9])\b/u, what: "this Node.js", since: "2026-06-01" },
  { pattern: /(^|\/)python:(2|3\.[0-8])\b/u, what: "this Python", since: "2024-10-07" },
  { pattern: /(^|\/)python:3\.9\b/u, what: "Python 3.9", since: "2025-10-31" },
  { pattern: /(^|\/)python:3\.10\b/u, what: "Python 3.10", since: "2026-10-31" },
  { pattern: /(^|\/)alpine:3\.(1?[0-9]|20)\b/u, what: "this Alpine Linux", since: "2026-04-01" },
  { pattern: /(^|\/)(postgres|pgvector\/pgvector):(pg)?(9|1[0-3])\b/u, what: "this PostgreSQL", since: "2025-11-13" },
  { pattern: /(^|\/)rabbitmq:3\b/u, what: "RabbitMQ 3", since: "2025-07-31" },
  { pattern: /(^|\/)apache\/airflow:2\b/u, what: "Airflow 2", since: "2026-04-22" },
  { pattern: /(^|\/)golang:1\.(1?[0-9]|2[0-3])\b/u, what: "this Go", since: "2025-08-12" },
];

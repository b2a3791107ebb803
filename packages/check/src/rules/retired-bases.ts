/** A base image whose contents nobody mends any more. */
export interface RetiredBase {
  readonly pattern: RegExp;
  readonly what: string;
  /** Day of the last maintenance, in ISO form. */
  readonly since: string;
}

/** The last part of an image's name with its version, in any registry, e.g. `docker.io/library/node:20-alpine`. */
const image = (name: string, version: string): RegExp => new RegExp(`(^|/)${name}:(${version})(?![0-9])`, "u");

/**
 * Bases whose maintenance has ended by 2026-11-21, each with its day, from the projects' own calendars as https://endoflife.date quotes them
 * (Node.js https://github.com/nodejs/release, Python https://devguide.python.org/versions/, Alpine https://alpinelinux.org/releases/,
 * Go https://go.dev/doc/devel/release#policy, PostgreSQL https://www.postgresql.org/support/versioning/,
 * RabbitMQ https://www.rabbitmq.com/release-information; read 2026-11). The first that fits is told.
 */
export const RETIRED_BASES: readonly RetiredBase[] = [
  { pattern: image("node", "25"), what: "Node.js 25", since: "2026-06-01" },
  { pattern: image("node", "20|lts-iron|iron"), what: "Node.js 20", since: "2026-04-30" },
  { pattern: image("node", "23"), what: "Node.js 23", since: "2025-06-01" },
  { pattern: image("node", "18|lts-hydrogen|hydrogen"), what: "Node.js 18", since: "2025-04-30" },
  { pattern: image("node", "21"), what: "Node.js 21", since: "2024-06-01" },
  { pattern: image("node", "1[0-79]|[0-9]"), what: "this Node.js", since: "2023-09-11" },
  { pattern: image("python", "3\\.10"), what: "Python 3.10", since: "2026-10-31" },
  { pattern: image("python", "3\\.9"), what: "Python 3.9", since: "2025-10-31" },
  { pattern: image("python", "2|3\\.[0-8]"), what: "this Python", since: "2024-10-07" },
  { pattern: image("alpine", "3\\.21"), what: "Alpine Linux 3.21", since: "2026-11-01" },
  { pattern: image("alpine", "3\\.20"), what: "Alpine Linux 3.20", since: "2026-04-01" },
  { pattern: image("alpine", "3\\.19"), what: "Alpine Linux 3.19", since: "2025-11-01" },
  { pattern: image("alpine", "3\\.18"), what: "Alpine Linux 3.18", since: "2025-05-09" },
  { pattern: image("alpine", "2|3\\.(1[0-7]|[0-9])"), what: "this Alpine Linux", since: "2024-11-22" },
  { pattern: image("debian", "bullseye|11"), what: "Debian 11", since: "2026-08-31" },
  { pattern: image("debian", "buster|10|stretch|9"), what: "this Debian", since: "2024-06-30" },
  { pattern: image("ubuntu", "focal|20\\.04"), what: "Ubuntu 20.04", since: "2025-05-31" },
  { pattern: image("golang", "1\\.24"), what: "Go 1.24", since: "2026-02-11" },
  { pattern: image("golang", "1\\.23"), what: "Go 1.23", since: "2025-08-12" },
  { pattern: image("golang", "1\\.(1[0-9]|2[0-2]|[0-9])"), what: "this Go", since: "2025-02-11" },
  { pattern: image("(postgres|pgvector/pgvector)", "(pg)?14"), what: "PostgreSQL 14", since: "2026-11-12" },
  { pattern: image("(postgres|pgvector/pgvector)", "(pg)?13"), what: "PostgreSQL 13", since: "2025-11-13" },
  { pattern: image("(postgres|pgvector/pgvector)", "(pg)?(9|1[0-2])"), what: "this PostgreSQL", since: "2024-11-21" },
  { pattern: image("rabbitmq", "3"), what: "RabbitMQ 3", since: "2025-07-31" },
  { pattern: image("apache/airflow", "2"), what: "Airflow 2", since: "2026-04-22" },
];

/** A version of an engine that AWS supports no longer, or not for long. */
export interface RetiredEngine {
  readonly engine: "PostgreSQL" | "Redis OSS" | "RabbitMQ";
  /** Of its versions. */
  readonly pattern: RegExp;
  /** Day of the end of its standard support, in ISO form. */
  readonly until: string;
}

/** The day that the table was written; what ends later is announced. */
export const RETIRED_ENGINES_ON = "2026-11-21";

/**
 * Ends of standard support.
 * PostgreSQL on RDS and Aurora: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html,
 * Redis OSS: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support-versions.html (both as of 2025),
 * RabbitMQ on Amazon MQ: https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-support.html (as
 * https://endoflife.date/amazon-mq-rabbitmq quotes it, 2026-08).
 */
export const RETIRED_ENGINES: readonly RetiredEngine[] = [
  { engine: "PostgreSQL", pattern: /^(9|10)\b/u, until: "2023-04-17" },
  { engine: "PostgreSQL", pattern: /^11\b/u, until: "2024-02-29" },
  { engine: "PostgreSQL", pattern: /^12\b/u, until: "2025-02-28" },
  { engine: "PostgreSQL", pattern: /^13\b/u, until: "2026-02-28" },
  { engine: "PostgreSQL", pattern: /^14\b/u, until: "2027-02-28" },
  { engine: "Redis OSS", pattern: /^[2-5]\b/u, until: "2026-01-31" },
  { engine: "RabbitMQ", pattern: /^3\.([0-9]|1[0-2])\b/u, until: "2025-03-17" },
];

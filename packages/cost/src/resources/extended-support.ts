import { type GraphResource, textOf } from "@fairlead/check";

/**
 * Major versions of PostgreSQL that RDS and Aurora support for a fee, as of 2026-11, and the fee's year: the end of standard support was
 * 2024-02-29 for 11, 2025-02-28 for 12 and 2026-02-28 for 13
 * (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html).
 */
const FEE_YEAR: Readonly<Record<string, "year 1-2" | "year 3">> = {
  "11": "year 3",
  "12": "year 1-2",
  "13": "year 1-2",
};

/** The fee that an engine's version is charged; `null`: none, or the version isn't known. */
export function supportFee({ EngineVersion, EngineLifecycleSupport }: GraphResource["properties"]): string | null {
  // AWS upgrades such a database, or refuses to make it.
  if (textOf(EngineLifecycleSupport) === "open-source-rds-extended-support-disabled") return null;
  const year = FEE_YEAR[(textOf(EngineVersion) ?? "").split(".")[0] ?? ""];
  return year === undefined ? null : `extended support ${year}`;
}

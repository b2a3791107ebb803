/**
 * The newest minor of each major version, as aws-cdk-lib 2.276 lists them (2026-11). Newest major first. An exact version
 * beyond these is taken as it is: AWS may be ahead of this table.
 */
const NEWEST_MINORS = {
  "aurora-serverless": { "18": "18.6", "17": "17.9", "16": "16.13", "15": "15.17", "14": "14.22" },
  rds: { "18": "18.3", "17": "17.9", "16": "16.13", "15": "15.17", "14": "14.22" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Majors whose standard support has ended, and when
 * (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html, as of 2025).
 */
const RETIRED_MAJORS: ReadonlyMap<string, string> = new Map([
  ["11", "2024-02-29"],
  ["12", "2025-02-28"],
  ["13", "2026-02-28"],
]);

/** The day on which the standard support of a version ended; `null`: it has not, or nobody knows the version. */
export const retiredSince = (version: string): string | null => RETIRED_MAJORS.get(version.split(".")[0] ?? "") ?? null;

export type PostgresEngineKind = keyof typeof NEWEST_MINORS;

/**
 * The newest major that both engines have: 17. Version 18 is in the table and may be asked for; extensions and drivers
 * follow a major by about a year.
 */
const DEFAULT_MAJOR = "17";

const minorsOf = (engine: PostgresEngineKind): ReadonlyMap<string, string> =>
  new Map(Object.entries(NEWEST_MINORS[engine]));

/** Says how to mend a version that can't be used; `null` when it can. */
export function versionProblem(engine: PostgresEngineKind, version: string): string | null {
  const majors = [...minorsOf(engine).keys()].toReversed();
  const [major = "", ...minor] = version.split(".");
  if (majors.includes(major) && (minor.length === 0 || (minor.length === 1 && /^\d+$/u.test(minor[0] ?? "")))) {
    return null;
  }
  return `Use a major (${majors.join(", ")}) or an exact version such as "${minorsOf(engine).get(DEFAULT_MAJOR) ?? ""}".`;
}

/** Major and minor of the version that was asked for. */
export function exactVersion(engine: PostgresEngineKind, version: string = DEFAULT_MAJOR): string {
  return minorsOf(engine).get(version) ?? version;
}

/**
 * The first minors that can pause at 0 ACU (https://andreidemidov.com/blog/aurora-serverless-v2-scale-to-zero, 2026-11, on AWS's
 * announcement of 2024-11). That later majors all can is assumed.
 */
const FIRST_MINOR_WITH_PAUSE: Readonly<Record<string, number>> = { "13": 15, "14": 12, "15": 7, "16": 3 };

/** Tells whether an exact version of Aurora can pause. */
export function canPause(version: string): boolean {
  const [major = "", minor = ""] = version.split(".");
  return Number(minor) >= (FIRST_MINOR_WITH_PAUSE[major] ?? 0);
}

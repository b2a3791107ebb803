import { inspect } from "node:util";

/** Where a defect is reported, and by what version. */
export interface ReportFacts {
  readonly version: string;
  /** `bugs.url` of the package. */
  readonly issues: string;
  readonly nodeVersion: string;
  readonly platform: string;
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : inspect(thrown);
}

function causesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.cause === undefined) return [];
  const { cause } = error;
  return [`Caused by: ${describe(cause)}`, ...causesOf(cause)];
}

/** A defect of ours: says so, how to report it, and where it happened; `-v` adds what caused it. */
export function defectLines(error: unknown, facts: ReportFacts, verbosity: number): readonly string[] {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  return [
    `This is a defect of Fairlead's own${code}, not a mistake of yours.`,
    `Please report it at ${facts.issues} with the lines below`,
    "and, if you may share it, the description that led here.",
    "",
    `fairlead ${facts.version}, Node.js ${facts.nodeVersion}, ${facts.platform}`,
    describe(error),
    ...(verbosity > 0 ? causesOf(error) : []),
  ];
}

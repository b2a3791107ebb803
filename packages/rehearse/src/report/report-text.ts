import type { RehearsalReport, RehearsalStep } from "../scenario/rehearsal-report.js";

const MARKS = { passed: "passed ", failed: "FAILED ", skipped: "skipped" } as const satisfies Record<
  RehearsalStep["result"],
  string
>;

/** A rehearsal as lines for a terminal, which read as Markdown too. */
export function rehearsalText(report: RehearsalReport): readonly string[] {
  return [
    `# Rehearsal of ${report.app}, ${report.environment}: ${report.passed ? "passed" : "FAILED"}`,
    `On ${report.emulator}, in ${Math.round(report.seconds)} s.`,
    "",
    ...report.steps.flatMap(stepLines),
    "",
    ...proofLines(report),
    "",
    ...leftLines(report),
    "",
    ...faultLines(report),
  ];
}

function stepLines({ result, title, says, problems, simulatedSeconds }: RehearsalStep): readonly string[] {
  const time = simulatedSeconds < 60 ? "" : ` (${Math.round(simulatedSeconds / 60)} min in AWS)`;
  const failed = result === "failed" ? problems.map(({ message, fix }) => `    - ${message} ${fix}`) : [];
  return [`- ${MARKS[result]} ${title} ${says}${time}`, ...failed];
}

/** How many resources are shown how far, and why no further. */
function proofLines({ resources }: RehearsalReport): readonly string[] {
  const lines = (["proved", "stored only", "not emulated"] as const).map((proof) => {
    const some = resources.filter((resource) => resource.proof === proof);
    return `- ${proof}: ${some.length} of ${resources.length} resources`;
  });
  const missing = new Map(
    resources.filter(({ proof }) => proof === "not emulated").map(({ type, because }) => [type, because]),
  );
  return ["## What it proves", ...lines, ...[...missing].map(([type, because]) => `    - ${type}: ${because}`)];
}

function leftLines({ left }: RehearsalReport): readonly string[] {
  const forgotten = left.filter(({ kept }) => !kept);
  const kept = left.length - forgotten.length;
  if (forgotten.length === 0) return ["## What is left", `Nothing but ${kept} things that the templates keep.`];
  return ["## What is left", ...forgotten.map(({ kind, id }) => `- ${kind} ${id}`)];
}

function faultLines({ faults }: RehearsalReport): readonly string[] {
  const tried = faults.flatMap((row) => (row.result.kind === "simulated" ? [{ row, result: row.result }] : []));
  const short = tried.filter(({ result }) => !result.expected);
  return [
    "## Faults thrown in",
    `${tried.length - short.length} of ${tried.length} end as they should.`,
    ...short.map(({ row, result }) => `- ${row.service}, ${row.fault}: ${result.shortfalls.join(" ")}`),
  ];
}

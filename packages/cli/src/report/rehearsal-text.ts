import type { RehearsalReport } from "@fairlead/rehearse";
import { problemLines } from "../command/print-problems.js";
import type { Tone } from "../terminal/style.js";
import { columns, wrapHanging } from "../terminal/wrap.js";
import { type Page, section } from "./page.js";
import { count } from "./phrases.js";

type Step = RehearsalReport["steps"][number];
type Fault = RehearsalReport["faults"][number];

export interface RehearsalTextPage extends Page {
  readonly showsFaults: boolean;
}

const MARKS = { passed: ["✓", "good"], failed: ["✗", "danger"], skipped: ["–", "quiet"] } as const satisfies Readonly<
  Record<Step["result"], readonly [string, Tone]>
>;

const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;

/** One step in a line or two: what was tried, what came of it, and how long it would have taken in AWS. */
export function stepLine({ title, result, says, simulatedSeconds }: Step, { style, width }: Page): string {
  const [mark, tone] = MARKS[result];
  const took = simulatedSeconds > 0 ? `  ${style("quiet", `${minutes(simulatedSeconds)} in AWS`)}` : "";
  return [`${style(tone, mark)} ${title}${took}`, ...wrapHanging("    ", says, width)].join("\n");
}

const isAmiss = ({ result }: Fault): boolean => result.kind === "simulated" && !result.expected;

function faultRow({ service, fault, says, result }: Fault, { style }: Page): readonly string[] {
  if (result.kind === "impossible") return [`${style("quiet", "–")} ${service}`, fault, style("quiet", result.why)];
  const [mark, tone] = result.expected ? MARKS.passed : MARKS.failed;
  const found = [
    `${result.minutes.toFixed(1)} min`,
    `lowest capacity ${Math.round(result.lowestCapacityPercent)} %`,
    ...(result.errors >= 1 ? [`${Math.round(result.errors)} failed requests`] : []),
    ...(result.cutStreams >= 1 ? [`${Math.round(result.cutStreams)} cut streams`] : []),
  ].join(", ");
  const amiss = result.shortfalls.length === 0 ? "" : ` ${result.shortfalls.join(" ")}`;
  return [`${style(tone, mark)} ${service}`, fault, `${says} ${result.verdict}: ${found}.${amiss}`];
}

function faultLines({ faults }: RehearsalReport, page: RehearsalTextPage): readonly string[] {
  const simulated = faults.filter(({ result }) => result.kind === "simulated");
  const amiss = simulated.filter(isAmiss);
  const shown = page.showsFaults ? faults : amiss;
  const sum = `${count(simulated.length, "release")} simulated with a fault or none: ${simulated.length - amiss.length} went as they should${amiss.length === 0 ? "" : `, ${amiss.length} did not`}.`;
  return section(
    "Faults",
    [
      ...columns(
        shown.map((row) => faultRow(row, page)),
        page.width,
      ),
      ...wrapHanging("  ", page.showsFaults ? sum : `${sum} --faults shows each.`, page.width),
    ],
    page,
  );
}

function proofLines({ resources }: RehearsalReport, page: Page): readonly string[] {
  const proofs = [...new Set(resources.map(({ proof }) => proof))];
  const rows = proofs.map((proof) => {
    const of = resources.filter((resource) => resource.proof === proof);
    const types = [...new Set(of.map(({ type }) => type))];
    return [
      `${of.length}`,
      proof,
      page.verbosity > 0 || types.length < 4 ? types.join(", ") : count(types.length, "type"),
    ];
  });
  return section("Resources", columns(rows, page.width), page);
}

/** How a rehearsal ended: what failed in full, what was proved and what not, and what is taken for granted. */
export function rehearsalLines(report: RehearsalReport, page: RehearsalTextPage): readonly string[] {
  const { style, width } = page;
  const failed = report.steps.filter(({ result }) => result === "failed");
  const forgotten = report.left.filter(({ kept }) => !kept);
  const heading = report.passed ? style("good", "Passed") : style("danger", "Failed");
  return [
    "",
    `${heading}  ${report.app} ${report.environment} on ${report.emulator}, in ${report.seconds.toFixed(0)} s`,
    ...failed.flatMap(({ name, problems }) => ["", style("heading", name), ...problemLines(problems, style, width)]),
    ...section(
      "Left behind",
      forgotten.flatMap(({ kind, id, region }) => wrapHanging("  ", `${kind} ${id} (${region})`, width)),
      page,
    ),
    ...faultLines(report, page),
    ...proofLines(report, page),
    ...section(
      "Taken for granted",
      page.verbosity > 0
        ? report.assumptions.flatMap((says) => wrapHanging("  • ", says, width))
        : [`  ${count(report.assumptions.length, "assumption")} (-v shows all)`],
      page,
    ),
  ];
}

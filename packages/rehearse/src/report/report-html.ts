import { type SimulatedRollout, timelineSvg } from "@fairlead/simulator";
import type { RehearsalReport, RehearsalStep } from "../scenario/rehearsal-report.js";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d9dee3;padding:.3rem .6rem;text-align:left;vertical-align:top}
.failed{color:#b3261e;font-weight:600}.passed{color:#1b6e3c}.skipped{color:#5f6b76}svg{max-width:100%;height:auto}summary{cursor:pointer}`;

/** A rehearsal as one page that needs nothing else, with the timelines of its rollouts. */
export function rehearsalHtml(report: RehearsalReport): string {
  const title = `Rehearsal of ${report.app}, ${report.environment}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style></head><body>
<h1>${escape(title)}</h1>
<p class="${report.passed ? "passed" : "failed"}">${report.passed ? "Passed" : "Failed"}, on ${escape(report.emulator)}, ${escape(report.startedAt)}, in ${Math.round(report.seconds)} s.</p>
<h2>What was tried</h2>
${report.steps.map(stepHtml).join("\n")}
<h2>What it proves</h2>
${table(
  ["Resource", "Type", "Shown", "Because"],
  report.resources.map(({ stack, logicalId, type, proof, because, address }) => [
    address ?? `${stack}/${logicalId}`,
    type,
    proof,
    because,
  ]),
)}
<h2>What is left</h2>
${table(
  ["Kind", "Id", "Kept by"],
  report.left.map(({ kind, id, kept }) => [kind, id, kept ? "the templates" : "nobody: forgotten"]),
)}
<h2>Faults thrown in</h2>
${faultsHtml(report)}
<h2>What is taken for granted</h2>
<ul>${report.assumptions.map((assumption) => `<li>${escape(assumption)}</li>`).join("")}</ul>
</body></html>
`;
}

function stepHtml({ title, result, says, problems, rollouts }: RehearsalStep): string {
  const list = problems.map(({ message, fix }) => `<li>${escape(message)} ${escape(fix)}</li>`).join("");
  return `<section><h3>${escape(title)} <span class="${result}">${result}</span></h3><p>${escape(says)}</p>
${list === "" ? "" : `<ul>${list}</ul>`}${rollouts.map(rolloutHtml).join("")}</section>`;
}

const rolloutHtml = (rollout: SimulatedRollout): string =>
  `<details><summary>${escape(rollout.rollout.service)}: ${escape(rollout.end.status ?? "no deployment")}</summary>${timelineSvg(rollout)}</details>`;

function faultsHtml({ faults }: RehearsalReport): string {
  const rows = faults.map(({ service, strategy, says, result }) =>
    result.kind === "impossible"
      ? [service, strategy, says, `impossible: ${result.why}`, ""]
      : [service, strategy, says, result.verdict, result.expected ? "as it should" : result.shortfalls.join(" ")],
  );
  const drawn = faults.flatMap(({ result }) => (result.kind === "simulated" ? [rolloutHtml(result.simulated)] : []));
  return `${table(["Service", "Strategy", "Fault", "End", "Judgement"], rows)}${drawn.join("")}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: "td" | "th"): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("")}</tr>`;
  return `<table>${cells(head, "th")}${rows.map((row) => cells(row, "td")).join("\n")}</table>`;
}

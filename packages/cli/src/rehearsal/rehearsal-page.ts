import type { RehearsalReport } from "@fairlead/rehearse";
import { timelineSvg } from "@fairlead/simulator";
import { escaped } from "../html/escaped.js";
import { selfContainedPage } from "../html/self-contained-page.js";
import { count } from "../report/phrases.js";

type Step = RehearsalReport["steps"][number];
type Rollout = Step["rollouts"][number];
type Fault = RehearsalReport["faults"][number];

const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --quiet: #57606a; --rule: #d0d7de; --good: #1a7f37; --bad: #b3343f; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --text: #e6e9ee; --quiet: #a3abb8; --rule: #363c46; --good: #4fc46b; --bad: #f08a8f; } }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0; } h2 { font-size: 1.125rem; margin: 2.5rem 0 0.75rem; } h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
.quiet { color: var(--quiet); font-size: 0.875rem; } .passed { color: var(--good); } .failed { color: var(--bad); } .skipped { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; } th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.5rem 0.375rem 0; border-bottom: 1px solid var(--rule); }
svg { width: 100%; height: auto; display: block; }
summary { cursor: pointer; } ol { padding-left: 1.25rem; font-size: 0.875rem; }
`;

/** A rollout as it went, drawn, and below what happened. */
const timeline = (simulated: Rollout): string => `${timelineSvg(simulated)}
<details><summary class="quiet">${count(simulated.events.length, "event")}</summary><ol>${simulated.events
  .map(({ second, says }) => `<li>${Math.round(second)} s: ${escaped(says)}</li>`)
  .join("")}</ol></details>`;

const stepSection = ({ title, result, says, problems, rollouts }: Step): string =>
  `<section><h3><span class="${result}">${result}</span> ${escaped(title)}</h3><p>${escaped(says)}</p>
${problems.map(({ code, message, fix }) => `<p><strong>${escaped(code)}</strong> ${escaped(message)} ${escaped(fix)}</p>`).join("\n")}
${rollouts.map(timeline).join("\n")}</section>`;

function faultRow({ service, strategy, fault, says, result }: Fault): string {
  const head = `<td>${escaped(service)}</td><td>${escaped(strategy)}</td><td>${escaped(fault)}<br><span class="quiet">${escaped(says)}</span></td>`;
  if (result.kind === "impossible")
    return `<tr>${head}<td class="skipped" colspan="2">${escaped(result.why)}</td></tr>`;
  const { verdict, minutes, lowestCapacityPercent, errors, cutStreams, expected, shortfalls } = result;
  const found = `${minutes.toFixed(1)} min, capacity at least ${Math.round(lowestCapacityPercent)} %, ${Math.round(errors)} failed requests, ${Math.round(cutStreams)} cut streams`;
  return `<tr>${head}<td class="${expected ? "passed" : "failed"}">${escaped(verdict)}</td><td>${escaped(found)}<br>${escaped(shortfalls.join(" "))}</td></tr>`;
}

const faultTimelines = (faults: RehearsalReport["faults"]): string =>
  faults
    .flatMap(({ fault, result }) =>
      result.kind === "simulated"
        ? [
            `<details><summary>${escaped(result.simulated.rollout.service)}: ${escaped(fault)}</summary>${timeline(result.simulated)}</details>`,
          ]
        : [],
    )
    .join("\n");

/** What was proved on the emulator and what not, as one file that any browser shows, without a network. */
export function rehearsalPage(report: RehearsalReport): string {
  const title = `${report.app}, ${report.environment}: rehearsal`;
  const resources = report.resources
    .map(({ proof, type, stack, logicalId, because }) =>
      [proof, type, `${stack}/${logicalId}`, because].map((cell) => `<td>${escaped(cell)}</td>`).join(""),
    )
    .map((cells) => `<tr>${cells}</tr>`)
    .join("\n");
  const left = report.left.map(
    ({ kind, id, kept }) => `<li>${escaped(`${kind} ${id}${kept ? ", which stays on purpose" : ""}`)}</li>`,
  );
  const main = `<h1><span class="${report.passed ? "passed" : "failed"}">${report.passed ? "Passed" : "Failed"}</span> ${escaped(title)}</h1>
<p class="quiet">${escaped(`${report.emulator}, ${report.region}, ${report.startedAt}, ${report.seconds.toFixed(0)} s`)}.</p>
<h2>What was tried</h2>
${report.steps.map(stepSection).join("\n")}
<h2>Faults, simulated</h2>
<table><thead><tr><th>Service</th><th>Strategy</th><th>Fault</th><th>End</th><th>What users saw</th></tr></thead><tbody>
${report.faults.map(faultRow).join("\n")}
</tbody></table>
${faultTimelines(report.faults)}
<h2>What was left</h2>
${left.length === 0 ? "<p>Nothing.</p>" : `<ul>${left.join("")}</ul>`}
<h2>What was proved of each resource</h2>
<p>Proved: it is refused when something that it names isn't there, its values are read back, or whatever is checked and names it is refused without it.
Stored only: it is kept as written, and nothing of it was found to be checked. Not emulated: there is a made-up id and nothing else.</p>
<table><thead><tr><th>Proof</th><th>Type</th><th>Resource</th><th>Because</th></tr></thead><tbody>
${resources}
</tbody></table>
<h2>Taken for granted</h2>
<ul>${report.assumptions.map((says) => `<li>${escaped(says)}</li>`).join("")}</ul>`;
  return selfContainedPage({ title, style: STYLE, main });
}

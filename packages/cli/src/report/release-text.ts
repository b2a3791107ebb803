import type { ShownRelease } from "@fairlead/deploy";
import { elapsed } from "../events/elapsed.js";
import type { Tone } from "../terminal/style.js";
import { columns } from "../terminal/wrap.js";
import type { Page } from "./page.js";
import { count } from "./phrases.js";
import { usd } from "./usd.js";

const stateWords = ({ state }: ShownRelease): string => (state.kind === "ended" ? state.outcome : state.kind);

function toneOf({ state }: ShownRelease): Tone {
  switch (state.kind) {
    case "under-way":
      return "name";
    case "interrupted":
      return "warning";
    case "ended":
      return state.outcome === "done" || state.outcome === "unchanged" ? "good" : "danger";
  }
}

function actionWords({ record: { action } }: ShownRelease): string {
  switch (action.kind) {
    case "deploy":
      return "deploy";
    case "rollback":
      return `rollback to ${action.to}`;
    case "promote":
      return `promote ${action.from} ${action.number}`;
    case "secrets":
      return `secrets ${action.names.join(", ")}`;
  }
}

/** `arn:aws:sts::111122223333:assumed-role/deployer/ada` as `deployer/ada`. */
const shortName = (arn: string): string => arn.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:assumed-role|user|role)\//, "");

const minute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}Z`;

/** One line for each release. */
export function releaseLines(releases: readonly ShownRelease[], { style, width }: Page): readonly string[] {
  if (releases.length === 0) return ["No release yet."];
  const rows = releases.map((release) => {
    const { record, seconds } = release;
    return [
      style("name", String(record.number)),
      minute(record.startedAt),
      style(toneOf(release), stateWords(release)),
      seconds === null ? "" : elapsed(seconds * 1000),
      actionWords(release),
      shortName(record.by),
    ];
  });
  return columns(rows, width, "");
}

/** All of one release that a person reads. */
export function releasePage(release: ShownRelease, { style, width }: Page): readonly string[] {
  const { record } = release;
  const { plan, findings, facts, end } = record;
  const rows = [
    ["Release", `${record.number} of ${record.app} (${record.environment}): ${actionWords(release)}`],
    ["Outcome", style(toneOf(release), stateWords(release))],
    ["Begun", `${minute(record.startedAt)} by ${record.by}`],
    ...(end === null ? [["Deadline", minute(record.deadlineAt)]] : [["Ended", `${minute(end.at)} by ${end.by}`]]),
    ["Description", record.descriptionHash],
    ...(plan === null
      ? []
      : [["Plan", `${plan.create} made, ${plan.update} changed, ${plan.replace} replaced, ${plan.delete} deleted`]]),
    ...(record.expectedMonthlyUsd === null ? [] : [["Cost", `${usd(record.expectedMonthlyUsd)} USD a month expected`]]),
    ...(findings === null
      ? []
      : [
          [
            "Findings",
            `${count(findings.errors, "error")}, ${count(findings.warnings, "warning")}, ${count(findings.notes, "note")}`,
          ],
        ]),
    ...Object.entries(facts.digests).map(([name, digest]) => [name, digest]),
    ...facts.services.map(({ name, taskDefinition }) => [`Service ${name}`, taskDefinition]),
  ];
  const entries = record.entries.map((entry) => `  ${minute(entry.at)}  ${entryWords(entry)}`);
  const problems = (end?.problems ?? []).flatMap(({ code, message, fix }) => [
    `  ${style("danger", code)}  ${message}`,
    `    ${fix}`,
  ]);
  return [
    ...columns(rows, width, ""),
    ...(problems.length === 0 ? [] : ["", ...problems]),
    ...(entries.length === 0 ? [] : ["", ...entries]),
  ];
}

type Entry = ShownRelease["record"]["entries"][number];

function entryWords(entry: Entry): string {
  switch (entry.kind) {
    case "step":
      return `${entry.step} ${entry.state}: ${entry.says}`;
    case "stack":
      return `${entry.stack} ${entry.status}`;
    case "note":
      return entry.says;
    case "resumed":
      return `carried on by ${entry.by}`;
  }
}

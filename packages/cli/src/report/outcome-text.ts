import type { Outcome } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import { problemLines } from "../command/print-problems.js";
import type { ProgressView } from "../events/progress-view.js";
import { snapshotPhrases } from "../events/snapshot-phrases.js";
import type { Style, Tone } from "../terminal/style.js";
import { columns, wrapHanging } from "../terminal/wrap.js";

/** What the last block of a verb is written from. */
export interface OutcomeFacts {
  readonly outcome: Outcome;
  readonly app: ResolvedApp;
  /** The verb as it is typed, e.g. `deploy`. */
  readonly verb: string;
  readonly view: ProgressView;
  /** What was asked for, as the end of "… serves what was asked for"; `null`: just that. */
  readonly asked: string | null;
}

interface Page {
  readonly style: Style;
  readonly width: number;
}

const HEADINGS = {
  done: ["Done", "good"],
  unchanged: ["Nothing to do", "good"],
  refused: ["Refused", "danger"],
  "needs-approval": ["Not agreed to", "warning"],
  "rolled-back": ["Failed, and rolled back", "danger"],
  unhealthy: ["Failed, and not healthy", "danger"],
  "timed-out": ["Time is up", "warning"],
  cancelled: ["Cancelled", "warning"],
} as const satisfies Readonly<Record<Outcome["kind"], readonly [string, Tone]>>;

function sentenceOf({ outcome, app, asked }: OutcomeFacts): string {
  const { name } = app.environment;
  switch (outcome.kind) {
    case "done":
      return `${name} serves ${asked ?? "what was asked for"}.`;
    case "unchanged":
      return `${name} already was as asked, and is healthy.`;
    case "refused":
      return "Nothing was touched.";
    case "needs-approval":
      return "Nothing was touched: a person must agree first, and nobody could be asked.";
    case "rolled-back":
      return `The version before serves in ${name}, and is healthy.`;
    case "unhealthy":
      return `What serves in ${name} now is not known to be healthy. Look at once.`;
    case "timed-out":
      return `It still goes on in AWS. What serves in ${name} in the end is not known yet.`;
    case "cancelled":
      return outcome.left === "left-running"
        ? `Nothing was taken back: what AWS had begun goes on there.`
        : `It was taken back: the version before serves in ${name}.`;
  }
}

/** Commands that come next, each with what it is for. */
function nextCommands({ outcome, app, verb }: OutcomeFacts): readonly (readonly [string, string])[] {
  const at = `-e ${app.environment.name}`;
  const status = [`fairlead status ${at}`, "what serves now"] as const;
  const again = [`fairlead ${verb} ${at}`, "try again"] as const;
  const why = [`fairlead why ${at}`, "why tasks failed, with the last lines of their logs"] as const;
  switch (outcome.kind) {
    case "done":
    case "unchanged":
      return [status];
    case "refused":
      return [again];
    case "needs-approval":
      return [[`fairlead ${verb} ${at} --yes`, "agree in advance"]];
    case "rolled-back":
      return [why, again];
    case "unhealthy":
      return [status, why, [`fairlead rollback ${at}`, "go back to the release before"]];
    case "timed-out":
      return [status, [`fairlead ${verb} ${at}`, "carry on"]];
    case "cancelled":
      return outcome.left === "left-running" ? [status, [`fairlead ${verb} ${at}`, "carry on"]] : [status];
  }
}

function servingLines({ outcome, app, view }: OutcomeFacts, { style, width }: Page): readonly string[] {
  const rows = view.rollouts.map(({ snapshot }) => [
    style("name", snapshot.service),
    snapshotPhrases(snapshot, null).join(", "),
  ]);
  const host = app.environment.domain?.host;
  const isUp = outcome.kind === "done" || outcome.kind === "unchanged";
  return [...columns(rows, width), ...(isUp && host !== undefined ? [`  ${style("link", `https://${host}`)}`] : [])];
}

const problemsIn = (outcome: Outcome) => ("problems" in outcome ? outcome.problems : []);

/** How it ended, what serves, every warning once more, and what to type next. */
export function outcomeLines(facts: OutcomeFacts, page: Page): readonly string[] {
  const { style, width } = page;
  const [heading, tone] = HEADINGS[facts.outcome.kind];
  const problems = problemsIn(facts.outcome);
  const serving = servingLines(facts, page);
  return [
    ...wrapHanging(`${style(tone, heading)}  `, sentenceOf(facts), width),
    ...(serving.length === 0 ? [] : ["", ...serving]),
    ...(problems.length === 0 ? [] : ["", ...problemLines(problems, style, width)]),
    ...(facts.view.warnings.length === 0 ? [] : [""]),
    ...facts.view.warnings.flatMap((says) => wrapHanging(`${style("warning", "warning")}  `, says, width)),
    "",
    ...nextCommands(facts).flatMap(([command, says], index) =>
      columns([[`${index === 0 ? style("heading", "Next") : "    "}  ${style("name", command)}`, says]], width, ""),
    ),
  ];
}

import { describeLocation } from "@fairlead/errors";
import type { PreflightFinding, PreflightRule, PreflightSeverity } from "@fairlead/deploy";
import type { Tone } from "../terminal/style.js";
import { wrapHanging } from "../terminal/wrap.js";
import type { Page } from "./page.js";

const MARKS = {
  error: ["✗", "danger"],
  warning: ["!", "warning"],
  unknown: ["?", "quiet"],
} as const satisfies Readonly<Record<PreflightSeverity, readonly [string, Tone]>>;

/** What was found, the worst first; with `-v` also what was made sure of. */
export function preflightLines(
  findings: readonly PreflightFinding[],
  rules: readonly PreflightRule[],
  page: Page,
): readonly string[] {
  const sound = rules.filter(({ id }) => findings.every(({ rule }) => rule !== id));
  const { style, width, verbosity } = page;
  return [
    ...findings.flatMap((finding) => findingLines(finding, page)),
    ...(verbosity === 0
      ? []
      : sound.flatMap(({ says }) => wrapHanging(`${style("good", "✓")} `, `Made sure: ${says}.`, width))),
    ...(findings.length > 0 && verbosity > 0 ? [""] : []),
    summary(findings, sound.length, page),
  ];
}

function findingLines(
  { severity, path, source, code, message, fix }: PreflightFinding,
  { style, width }: Page,
): readonly string[] {
  const [mark, tone] = MARKS[severity];
  const place = [source === undefined ? "" : describeLocation(source), path].filter((part) => part !== "").join("  ");
  return [
    `${style(tone, mark)} ${style("heading", place === "" ? code : place)}${place === "" ? "" : `  ${style("quiet", code)}`}`,
    ...wrapHanging("  ", message, width),
    ...wrapHanging(`  ${style("good", "fix")}  `, fix, width),
    "",
  ];
}

function summary(findings: readonly PreflightFinding[], sound: number, { style }: Page): string {
  const count = (severity: PreflightSeverity) => findings.filter((finding) => finding.severity === severity).length;
  const errors = count("error");
  if (findings.length === 0) return style("good", `Nothing stands in the way: ${sound} things made sure of.`);
  const counts = `${errors} to mend, ${count("warning")} to know of, ${count("unknown")} unknown; ${sound} made sure of.`;
  return errors === 0 ? `A deployment may begin: ${counts}` : style("danger", `A deployment is refused: ${counts}`);
}

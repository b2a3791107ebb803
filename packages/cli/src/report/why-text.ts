import type { PartFailure, TaskFailure } from "@fairlead/deploy";
import { elapsed } from "../events/elapsed.js";
import { wrapHanging } from "../terminal/wrap.js";
import type { Page } from "./page.js";

function failureLines(
  { problem, taskDefinition, stoppedMs, times, lines }: TaskFailure,
  page: WhyPage,
): readonly string[] {
  const { style, width, nowMs } = page;
  const ago = stoppedMs === null ? "" : `, ${times > 1 ? "the last " : ""}${elapsed(nowMs - stoppedMs)} ago`;
  const often = times === 1 ? "once" : `${times} times`;
  return [
    `  ${style("danger", problem.code)}  ${style("quiet", `${often}${ago}, ${taskDefinition}`)}`,
    ...wrapHanging("    ", problem.message, width),
    ...wrapHanging(`    ${style("good", "fix")}  `, problem.fix, width),
    ...(lines.length === 0
      ? [style("quiet", "    It wrote nothing.")]
      : lines.map((line) => `    ${style("quiet", "│")} ${line}`)),
  ];
}

export interface WhyPage extends Page {
  readonly nowMs: number;
}

/** Why tasks failed, one block for each part, in one screen. */
export function whyLines(failures: readonly PartFailure[], page: WhyPage): readonly string[] {
  const { style, width } = page;
  return failures.flatMap(({ part, kind, failures: ways, events, changes }, index) => [
    ...(index === 0 ? [] : [""]),
    `${style("heading", part)}  ${style("quiet", kind)}`,
    ...ways.flatMap((way) => failureLines(way, page)),
    ...changes.flatMap((says) => wrapHanging(`  ${style("name", "changed")}  `, says, width)),
    ...events.flatMap((says) => wrapHanging(`  ${style("quiet", "ECS")}  `, says, width)),
  ]);
}

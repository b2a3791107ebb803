import { type CriticalPath, criticalPathText } from "@fairlead/deploy";
import type { PlanRecord } from "../plan/plan-record.js";
import { wrapHanging } from "../terminal/wrap.js";
import { type Page, section } from "./page.js";
import { count } from "./phrases.js";

/** How long a first deployment takes; with `-v` also what it can't be faster than. */
export function durationLines(path: CriticalPath, { style, width, verbosity }: Page): readonly string[] {
  const [sentence, ...reasons] = criticalPathText(path);
  const shown = sentence === undefined ? [] : [sentence, ...(verbosity > 0 ? reasons : [])];
  return shown.flatMap((line) => wrapHanging("  ", line, width)).map((line) => style("quiet", line));
}

/** Stacks in the order of their deployment; those in one line deploy side by side. */
export function stackLines({ stacks, waves, firstDeployment }: PlanRecord, page: Page): readonly string[] {
  const { style, width } = page;
  const resources = stacks.reduce((sum, { resourceCount }) => sum + resourceCount, 0);
  const lines = waves.flatMap((wave, index) => {
    const members = wave.map((role) => {
      const size = stacks.find((stack) => stack.role === role)?.resourceCount ?? 0;
      return `${style("name", role)}\u00a0${size}`;
    });
    // A name and its number stay in one line; the blank that held them is an ordinary one again.
    return wrapHanging(`  ${String(index + 1).padStart(2)}  `, members.join(style("quiet", " · ")), width).map((line) =>
      line.replaceAll("\u00a0", " "),
    );
  });
  const summary = `${count(stacks.length, "stack")}, ${count(resources, "resource")}; stacks in one line deploy side by side`;
  return section(
    "Stacks, in order",
    [
      ...lines,
      ...wrapHanging("  ", summary, width).map((line) => style("quiet", line)),
      ...durationLines(firstDeployment, page),
    ],
    page,
  );
}

import { describeLocation, type Problem } from "@fairlead/errors";
import type { Style } from "../terminal/style.js";
import { wrapHanging } from "../terminal/wrap.js";

const where = ({ source, path }: Problem): string =>
  [source === undefined ? null : describeLocation(source), path === "" ? null : path]
    .filter((part) => part !== null)
    .join("  ");

/** One block a problem: what is wrong, where, and what to do. */
export function problemLines(problems: readonly Problem[], style: Style, width: number): readonly string[] {
  return problems.flatMap((problem, index) => {
    // A source excerpt keeps its lines; only the first line is a sentence to wrap.
    const [sentence = "", ...excerpt] = problem.message.split("\n");
    const place = where(problem);
    return [
      ...(index === 0 ? [] : [""]),
      ...(place === "" ? [] : [`${style("heading", place)}  ${style("quiet", problem.code)}`]),
      ...wrapHanging(place === "" ? `${style("danger", "error")}  ` : "  ", sentence, width),
      ...excerpt.map((line) => `    ${line}`.trimEnd()),
      ...wrapHanging(`  ${style("good", "fix")}  `, problem.fix, width),
    ];
  });
}

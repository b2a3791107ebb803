import { widthOf } from "../terminal/style.js";
import type { Page } from "./page.js";
import { pathText, valuePair, valueText } from "./value-text.js";

/** One value that differs, as text. */
export interface ShownDifference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Said behind it, e.g. where it was written; may be empty. */
  readonly remark: string;
}

/** In one line where it fits; else the path, and under it the old value and the new one. */
export function differenceLines(
  { path, before, after, remark }: ShownDifference,
  indent: number,
  page: Page,
): readonly string[] {
  const { style, width } = page;
  const lead = " ".repeat(indent);
  const behind = remark === "" ? "" : `  ${remark}`;
  const minus = style("danger", "-");
  const plus = style("good", "+");
  if (before === undefined || after === undefined) {
    const value = valueText(before ?? after);
    const room = Math.max(16, width - indent - widthOf(path) - widthOf(behind) - 4);
    const shown = value.length > room ? `${value.slice(0, room - 1)}…` : value;
    return [
      `${lead}${after === undefined ? minus : plus} ${pathText(path, width - indent - 22 - widthOf(behind))}  ${style("quiet", shown)}${behind}`,
    ];
  }
  const [old, next] = [valueText(before), valueText(after)];
  const line = `${lead}${path}  ${style("quiet", old)} → ${next}${behind}`;
  if (widthOf(line) <= width) return [line];
  const [shortOld, shortNext] = valuePair(before, after, width - indent - 4);
  return [
    `${lead}${pathText(path, width - indent - widthOf(behind))}${behind}`,
    `${lead}  ${minus} ${style("quiet", shortOld)}`,
    `${lead}  ${plus} ${shortNext}`,
  ];
}

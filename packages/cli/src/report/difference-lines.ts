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
  const [old, next] = [valueText(before), valueText(after)];
  const line = `${lead}${path}  ${style("quiet", old)} → ${next}${behind}`;
  if (widthOf(line) <= width) return [line];
  const [shortOld, shortNext] = valuePair(before, after, width - indent - 4);
  return [
    `${lead}${pathText(path, width - indent - widthOf(behind))}${behind}`,
    `${lead}  ${style("danger", "-")} ${style("quiet", shortOld)}`,
    `${lead}  ${style("good", "+")} ${shortNext}`,
  ];
}

import type { Style } from "../terminal/style.js";

/** How lines are written: for whom, and how wide. */
export interface Page {
  readonly style: Style;
  readonly width: number;
  readonly verbosity: number;
}

/** A title with its lines under it and a blank line before it; nothing when there are no lines. */
export const section = (title: string, lines: readonly string[], { style }: Page): readonly string[] =>
  lines.length === 0 ? [] : ["", style("heading", title), ...lines];

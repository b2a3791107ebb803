import { widthOf } from "../terminal/style.js";
import type { Terminal } from "../terminal/terminal.js";

/** Draws lines over the ones that it drew before, in one write, so that nothing flickers. */
export interface Painter {
  draw(lines: readonly string[]): void;
  /** Takes the drawing away, so that something else may be written; the next drawing begins below that. */
  erase(): void;
  /** Leaves the drawing where it is; the next one begins below it. */
  leave(): void;
}

const ESC = "\u001b[";
// A terminal that knows synchronised output shows the drawing when it is whole; others ignore both.
const BEGIN = `${ESC}?2026h`;
const END = `${ESC}?2026l`;
const CLEAR_LINE_END = `${ESC}K`;
const CLEAR_BELOW = `${ESC}J`;

const NO_WIDTH = 80;

export function createPainter(terminal: Pick<Terminal, "writeErr" | "columns">): Painter {
  let drawn: readonly string[] = [];
  // A window that became narrower has broken the lines that were drawn.
  const rowsOf = (line: string): number => Math.max(1, Math.ceil(widthOf(line) / (terminal.columns ?? NO_WIDTH)));
  const home = (): string => {
    const rows = drawn.reduce((sum, line) => sum + rowsOf(line), 0);
    return rows === 0 ? "\r" : `${ESC}${rows}F`;
  };
  return {
    draw(lines) {
      if (lines.join("\n") === drawn.join("\n")) return;
      const text = lines.map((line) => `${line}${CLEAR_LINE_END}\n`).join("");
      terminal.writeErr(`${BEGIN}${home()}${text}${CLEAR_BELOW}${END}`);
      drawn = lines;
    },
    erase() {
      if (drawn.length > 0) terminal.writeErr(`${home()}${CLEAR_BELOW}`);
      drawn = [];
    },
    leave() {
      drawn = [];
    },
  };
}

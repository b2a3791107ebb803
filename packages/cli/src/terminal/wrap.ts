import { padTo, widthOf } from "./style.js";

/** Breaks a text at blanks so that no line is wider than `width`; a word longer than that stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((complete) => complete.trimEnd());
}

/** Wraps a text and indents every line after the first under `hang` blanks; the first starts with `lead`. */
export function wrapHanging(lead: string, text: string, width: number): readonly string[] {
  const hang = widthOf(lead);
  return wrap(text, Math.max(20, width - hang)).map((line, index) => (index === 0 ? lead : " ".repeat(hang)) + line);
}

/** Rows of cells under each other; the last column takes what is left of `width` and wraps there. */
export function columns(rows: readonly (readonly string[])[], width: number, indent = "  "): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, count - 1) }, (_unused, column) =>
    Math.max(0, ...rows.filter((row) => row.length > column + 1).map((row) => widthOf(row[column] ?? ""))),
  );
  return rows.flatMap((row) => {
    const lead =
      indent +
      row
        .slice(0, -1)
        .map((cell, column) => padTo(cell, (widths[column] ?? 0) + 2))
        .join("");
    return wrapHanging(lead, row.at(-1) ?? "", width).map((line) => line.trimEnd());
  });
}

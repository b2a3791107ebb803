import { type Style, type Tone, widthOf } from "../terminal/style.js";

/** A piece of a line, and what it means; `null`: plain. */
export type Segment = readonly [tone: Tone | null, text: string];

/** Texts of others may hold what moves the cursor. */
const withoutControls = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");

function cut(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  return width <= 0 ? "" : `${characters.slice(0, width - 1).join("")}…`;
}

/** One line that is at most `width` columns wide: what stands left is cut, and what stands right stays whole. */
export function fitLine(
  left: readonly Segment[],
  right: string,
  { style, width }: { style: Style; width: number },
): string {
  const room = right === "" ? width : width - widthOf(right) - 2;
  let taken = 0;
  const shown = left.map(([tone, text]) => {
    const piece = cut(withoutControls(text), room - taken);
    taken += widthOf(piece);
    return tone === null ? piece : style(tone, piece);
  });
  const line = shown.join("");
  if (right === "") return line.trimEnd();
  return `${line}${" ".repeat(Math.max(0, width - taken - widthOf(right)))}${style("quiet", right)}`;
}

import { stripVTControlCharacters, styleText } from "node:util";

/** What a piece of text means to the reader; the terminal decides how it looks. */
export type Tone = "heading" | "name" | "quiet" | "good" | "warning" | "danger" | "link";

/** Turns meaning into escape codes, or into nothing in a pipe. */
export type Style = (tone: Tone, text: string) => string;

const FORMATS = {
  heading: ["bold"],
  name: ["cyan"],
  quiet: ["dim"],
  good: ["green"],
  warning: ["yellow"],
  danger: ["red", "bold"],
  link: ["underline"],
} as const satisfies Readonly<Record<Tone, readonly Parameters<typeof styleText>[0][]>>;

export const plainStyle: Style = (_tone, text) => text;

export const colourStyle: Style = (tone, text) =>
  text === "" ? "" : styleText([...FORMATS[tone]], text, { validateStream: false });

/** How many columns a text takes; escape codes take none. */
export const widthOf = (text: string): number => Array.from(stripVTControlCharacters(text)).length;

/** Fills up with blanks to a width; a longer text stays whole. */
export const padTo = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** What a person wants who pressed Ctrl-C during a deployment. */
export type Wish = "keep-waiting" | "leave" | "roll-back";

/** The whole question. `what`: the thing that goes on, e.g. `The deployment of prod`; `abort`: what aborting does. */
export const questionAbout = (what: string, abort: string): string =>
  [
    "",
    `${what} goes on in AWS. What now?`,
    "  k  keep waiting (Enter)",
    "  l  leave it running and end here (Ctrl-C again)",
    `  a  abort, and ${abort}`,
    "> ",
  ].join("\n");

const WISHES: ReadonlyMap<string, Wish> = new Map([
  ["", "keep-waiting"],
  ["k", "keep-waiting"],
  ["keep", "keep-waiting"],
  ["l", "leave"],
  ["leave", "leave"],
  ["a", "roll-back"],
  ["abort", "roll-back"],
]);

/** Reads an answer; `null`: it is none of the three. A question that nobody answered (`null`) leaves it running. */
export const wishOf = (answer: string | null): Wish | null =>
  answer === null ? "leave" : (WISHES.get(answer.trim().toLowerCase()) ?? null);

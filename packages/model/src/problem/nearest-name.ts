import { distance } from "fastest-levenshtein";

const lettersInCommon = (left: string, right: string): number => {
  const differs = Array.from(left).findIndex((letter, at) => letter !== right[at]);
  return differs === -1 ? left.length : differs;
};

/** The nearest; of several that are equally near the one that begins most like it: who types `memPercent` began well. */
function nearestOf(
  written: string,
  known: readonly string[],
): { readonly name: string; readonly slips: number } | null {
  const rated = known.map((name) => ({
    name,
    slips: distance(written, name.toLowerCase()),
    begun: lettersInCommon(written, name.toLowerCase()),
  }));
  return rated.toSorted((left, right) => left.slips - right.slips || right.begun - left.begun)[0] ?? null;
}

/** Finds the name that was most likely meant; `null` when none is near: at most two slips, or a third of the longer word. */
export function nearestName(written: string, known: readonly string[]): string | null {
  const nearest = nearestOf(written.toLowerCase(), known);
  if (nearest === null) return null;
  const { name, slips } = nearest;
  return slips <= Math.max(2, Math.floor(Math.max(written.length, name.length) / 3)) && slips < name.length
    ? name
    : null;
}

/** A list that is longer hides the suggestion. */
const MOST_LISTED = 8;

/** The sentence for a fix: what was meant, or what there is. */
export function suggestName(written: string, known: readonly string[]): string {
  const nearest = nearestName(written, known);
  const list = known.map((name) => `"${name}"`).join(", ");
  if (nearest === null) return `Use one of ${list}.`;
  return `Did you mean "${nearest}"?${known.length > MOST_LISTED ? "" : ` Known: ${list}.`}`;
}

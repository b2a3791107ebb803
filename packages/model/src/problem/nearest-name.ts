import { closest, distance } from "fastest-levenshtein";

/** Finds the name that was most likely meant; `null` when none is near: at most two slips, or a third of the longer word. */
export function nearestName(written: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const candidate = closest(written.toLowerCase(), [...known]);
  const slips = distance(written.toLowerCase(), candidate.toLowerCase());
  return slips <= Math.max(2, Math.floor(Math.max(written.length, candidate.length) / 3)) && slips < candidate.length
    ? candidate
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

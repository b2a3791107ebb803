/** Single-letter edits between two words (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_unused, index) => index);
  for (const [index, letter] of Array.from(left).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(right).entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** The word that was probably meant, or `null`: at most a third of its letters (rounded up) differ, or one continues the other. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((left, right) => left.edits - right.edits);
  const [best] = ranked;
  if (best !== undefined && best.edits <= Math.ceil(Math.max(word.length, best.candidate.length) / 3)) {
    return best.candidate;
  }
  if (wanted.length < 3) return null;
  return known.find((candidate) => candidate.toLowerCase().includes(wanted)) ?? null;
}

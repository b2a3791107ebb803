/**
 * How narrow a pattern is. Of two patterns of which one matches all that the other does and more, the narrower has the greater
 * number: each fixed character counts three, each `?` one, and each `*` takes one away. A fixed character must outweigh a `?`
 * and a `*` together, because turning it into a `?` may melt two `*` beside it into one. Runs of wildcards are one wildcard:
 * what a pattern means counts, not how it is written.
 */
export function patternWeight(pattern: string): number {
  const runs = pattern.match(/[*?]+|[^*?]+/gu) ?? [];
  return runs.reduce((sum, run) => {
    if (!run.includes("*") && !run.includes("?")) return sum + 3 * run.length;
    const singles = run.replaceAll("*", "").length;
    return sum + singles - (run.includes("*") ? 1 : 0);
  }, 0);
}

/** Tells whether a pattern stands for more than one text. */
export const hasWildcard = (pattern: string): boolean => /[*?]/u.test(pattern);

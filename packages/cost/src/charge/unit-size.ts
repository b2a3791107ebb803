const SIZES: readonly (readonly [RegExp, number])[] = [
  [/^1M\b/, 1_000_000],
  [/^100k\b/, 100_000],
  [/^10k\b/, 10_000],
  [/^1000\b/, 1_000],
];

/** How many single things a price is for: a million for `1M requests`, one for `hour`. */
export const unitSize = (unit: string): number => SIZES.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;

/** An amount at the least tasks, at the expected load, and at the most tasks. */
export interface Range {
  readonly min: number;
  readonly expected: number;
  readonly max: number;
}

/** What doesn't depend on the load. */
export const fixed = (amount: number): Range => ({ min: amount, expected: amount, max: amount });

export const scaled = ({ min, expected, max }: Range, factor: number): Range => ({
  min: min * factor,
  expected: expected * factor,
  max: max * factor,
});

/** Adds up; nothing at all is zero. */
export const total = (ranges: readonly Range[]): Range =>
  ranges.reduce(
    (sum, { min, expected, max }) => ({ min: sum.min + min, expected: sum.expected + expected, max: sum.max + max }),
    fixed(0),
  );

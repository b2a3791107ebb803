/** Object ids of PostgreSQL's types whose values both drivers would give differently. */
const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;

/** Counts and sums as numbers (exact up to 2^53, far above what is counted here), days as they are written. */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [NUMERIC]: Number,
  [DATE]: (text) => text,
};

/**
 * A number of milliseconds with at most two digits after the point, or three: as `String(Math.round(ms * 100) / 100)` writes
 * it, without the search for the shortest fraction, which costs more than the rest of a line's field.
 */
export const hundredths = (ms: number): string => fixed(Math.round(ms * 100), 100);

export const thousandths = (ms: number): string => fixed(Math.round(ms * 1000), 1000);

function fixed(scaled: number, scale: 100 | 1000): string {
  // Beyond, and for what is no time at all, nobody hurries.
  if (!(scaled >= 0 && scaled <= MAX_SCALED)) return String(scaled / scale);
  const whole = Math.trunc(scaled / scale);
  const rest = scaled - whole * scale;
  if (rest === 0) return String(whole);
  return `${whole}.${(scale === 100 ? HUNDREDTHS : THOUSANDTHS)[rest] ?? ""}`;
}

/** Above, numbers are written with exponents or lose digits. */
const MAX_SCALED = 1e15;

const fractions = (digits: number): readonly string[] =>
  Array.from({ length: 10 ** digits }, (_, rest) => String(rest).padStart(digits, "0").replace(/0+$/, ""));

const HUNDREDTHS = fractions(2);
const THOUSANDTHS = fractions(3);

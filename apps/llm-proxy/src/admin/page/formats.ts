const counts = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const times = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

export const showCount = (value: number): string => counts.format(value);
export const showCompact = (value: number): string => (value < 10_000 ? counts.format(value) : compact.format(value));
export const showTime = (iso: string | null): string => (iso === null ? "–" : times.format(new Date(iso)));

/** Cents where there are dollars, more digits where there are none: a call may cost a thousandth of a cent. */
export function showUsd(value: number): string {
  if (value === 0) return "$0";
  const digits = value >= 1 ? 2 : value >= 0.01 ? 3 : 6;
  return new Intl.NumberFormat("en", { style: "currency", currency: "USD", maximumFractionDigits: digits }).format(
    value,
  );
}

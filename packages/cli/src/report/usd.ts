import type { Range } from "@fairlead/cost";

/** `1,234.56`; a sum that may be larger says so. */
export const usd = (amount: number, isWhole = true): string =>
  `${isWhole ? "" : "≥ "}${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** `+12.00`, `-3.50` or `±0.00`. */
export function usdChange(amount: number): string {
  if (Math.abs(amount) < 0.005) return "±0.00";
  return `${amount > 0 ? "+" : "-"}${usd(Math.abs(amount))}`;
}

/** `129.74 USD a month (103.71 to 463.81)` */
export const usdRange = ({ min, expected, max }: Range, isWhole: boolean): string =>
  min === max
    ? `${usd(expected, isWhole)} USD a month`
    : `${usd(expected, isWhole)} USD a month (${usd(min)} to ${usd(max)})`;

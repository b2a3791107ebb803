import type { PriceName } from "../prices/price.js";
import type { Range } from "./range.js";

/** One thing that AWS charges for a resource in a month. */
export interface Charge {
  /** Where the price falls with the amount: its steps, the dearest first. */
  readonly price: PriceName | readonly PriceStep[];
  /** What is charged, e.g. `hours`. */
  readonly what: string;
  /** In the price's unit, or in single ones where the price is for thousands or millions: `12_000` of `1M requests`. */
  readonly quantity: Range;
  /** Where the quantity comes from when the template doesn't say; `null`: it does. */
  readonly assumption: string | null;
}

/** A price up to an amount a month; `null`: for all that is above. */
export interface PriceStep {
  readonly name: PriceName;
  readonly upTo: number | null;
}

/** 365 days by 24 hours by 12 months, as AWS's own calculator counts (https://calculator.aws, 2026-11). */
export const HOURS_PER_MONTH = 730;

import { derivePrice } from "../prices/derived-price.js";
import type { Price, PriceName } from "../prices/price.js";
import type { PriceBook } from "../prices/price-book.js";
import type { Charge, PriceStep } from "./charge.js";
import { fixed, type Range, total } from "./range.js";
import { unitSize } from "./unit-size.js";

/** A charge with what it costs. */
export interface PricedLine {
  readonly service: string;
  readonly what: string;
  readonly quantity: Range;
  readonly unit: string | null;
  /** USD a month; `null`: nobody has read the price for this region. */
  readonly usd: Range | null;
  /** What was paid by, the first step first; empty: unknown. */
  readonly prices: readonly Price[];
  /** What the quantity rests on, and how a price was worked out that nobody has read. */
  readonly assumption: string | null;
}

/** Looks a charge's prices up. What has no price is unknown, never free. */
export function priceCharge(charge: Charge, region: string, book: PriceBook): PricedLine {
  const steps = "service" in charge.price ? [{ name: charge.price, upTo: null }] : charge.price;
  const known = steps.map(({ name, upTo }) => ({ upTo, ...lookUp(name, region, book) }));
  const prices = known.flatMap(({ price }) => (price === null ? [] : [price]));
  const remarks = [charge.assumption, ...new Set(known.map(({ because }) => because))].filter((each) => each !== null);
  const isKnown = prices.length === steps.length;
  return {
    service: steps[0]?.name.service ?? "",
    what: charge.what,
    quantity: charge.quantity,
    unit: prices[0]?.unit ?? null,
    usd: isKnown ? costOf(charge.quantity, known) : null,
    prices: isKnown ? prices : [],
    assumption: remarks.length === 0 ? null : remarks.join("; "),
  };
}

interface Found {
  readonly price: Price | null;
  /** How a price that nobody has read was worked out; `null`: it was read, or is unknown. */
  readonly because: string | null;
}

function lookUp(name: PriceName, region: string, book: PriceBook): Found {
  const read = book.find(name, region);
  return read === null
    ? (derivePrice(name, region, book) ?? { price: null, because: null })
    : { price: read, because: null };
}

interface KnownStep extends Pick<PriceStep, "upTo"> {
  readonly price: Price | null;
}

const costOf = ({ min, expected, max }: Range, steps: readonly KnownStep[]): Range => ({
  min: stepped(min, steps),
  expected: stepped(expected, steps),
  max: stepped(max, steps),
});

/** Each step's share of the amount at that step's price. */
function stepped(amount: number, steps: readonly KnownStep[]): number {
  let from = 0;
  let usd = 0;
  for (const { price, upTo } of steps) {
    const share = Math.max(0, Math.min(amount, upTo ?? Infinity) - from);
    if (price !== null) usd += (share / unitSize(price.unit)) * price.usd;
    from = upTo ?? Infinity;
  }
  return usd;
}

/** What some lines cost together, and whether that is all: lines of unknown price are left out. */
export const sumOf = (
  lines: readonly Pick<PricedLine, "usd">[],
): { readonly usd: Range; readonly isWhole: boolean } => ({
  usd: total(lines.map(({ usd }) => usd ?? fixed(0))),
  isWhole: lines.every(({ usd }) => usd !== null),
});

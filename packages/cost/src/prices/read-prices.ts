import { Fault } from "@fairlead/errors";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Price } from "./price.js";
import { PriceBook } from "./price-book.js";

const DATA = new URL("../../data/prices.json", import.meta.url);

const priceFileSchema = z.array(
  z.strictObject({
    service: z.string(),
    item: z.string(),
    unit: z.string(),
    offer: z.string(),
    prices: z.record(
      z.string(),
      z.strictObject({
        usd: z.number().nonnegative(),
        asOf: z.string().nullable(),
        confidence: z.enum(["high", "medium", "low"]),
        source: z.string(),
      }),
    ),
  }),
);

/**
 * The prices that come with the package: read in 2025 and 2026 from public copies of AWS's price feeds and offer files, each with
 * its date, its source and how far it can be trusted.
 */
export function shippedPrices(): PriceBook {
  return new PriceBook(parsePrices(readFileSync(DATA, "utf8")));
}

/** @throws Fault when the text is no file of prices. */
export function parsePrices(text: string): readonly Price[] {
  const parsed = priceFileSchema.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new Fault("DamagedPrices", `The file of prices is damaged: ${z.prettifyError(parsed.error)}`);
  return parsed.data.flatMap(({ prices, ...name }) =>
    Object.entries(prices).map(([region, price]) => ({ ...name, region, ...price })),
  );
}

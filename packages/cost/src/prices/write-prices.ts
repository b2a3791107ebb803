import type { Price } from "./price.js";

/** A file of prices, as `parsePrices` reads it: each price once, with what it is in each region. */
export function writePrices(prices: readonly Price[]): string {
  const byName = Map.groupBy(prices, ({ service, item }) => `${service}/${item}`);
  const entries = [...byName.values()].flatMap((regions) => {
    const [first] = regions;
    if (first === undefined) return [];
    const { service, item, unit, offer } = first;
    const read = Object.fromEntries<object>(
      regions.map(({ region, usd, asOf, confidence, source }): [string, object] => [
        region,
        { usd, asOf, confidence, source },
      ]),
    );
    return [{ service, item, unit, offer, prices: read }];
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}

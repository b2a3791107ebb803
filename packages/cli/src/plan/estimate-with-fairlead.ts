import type { EstimateCost } from "../ports.js";

/** Fetched when it is needed: the prices are read from a file. */
export const estimateWithFairlead: EstimateCost = async ({ assembly, region, usage, fetchedPrices }) => {
  const { adviseCost, shippedPrices } = await import("@fairlead/cost");
  const { pricesIn } = await import("../prices/fetched-prices.js");
  const book = shippedPrices();
  return adviseCost(assembly, {
    region,
    usage,
    book: fetchedPrices === null ? book : book.preferring(await pricesIn(fetchedPrices)),
  });
};

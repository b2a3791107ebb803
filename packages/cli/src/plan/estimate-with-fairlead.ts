import type { EstimateCost } from "../ports.js";

/** Fetched when it is needed: the prices are read from a file. */
export const estimateWithFairlead: EstimateCost = async ({ assembly, region, usage }) => {
  const { adviseCost, shippedPrices } = await import("@fairlead/cost");
  return adviseCost(assembly, { region, usage, book: shippedPrices() });
};

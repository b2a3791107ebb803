export { type PricedLine, sumOf } from "./charge/priced-line.js";
export type { Range } from "./charge/range.js";
export { type Estimate, type EstimateBasis, estimateCost, type EstimateLine } from "./estimate/estimate.js";
export { foreignAssembly } from "./estimate/foreign-assembly.js";
export type { Price, PriceConfidence } from "./prices/price.js";
export { PriceBook } from "./prices/price-book.js";
export { parsePrices, shippedPrices } from "./prices/read-prices.js";

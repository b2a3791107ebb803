export { adviseCost, type Advice, type AdvisedEstimate } from "./advice/advise-cost.js";
export { type PricedLine, sumOf } from "./charge/priced-line.js";
export type { Range } from "./charge/range.js";
export { type Estimate, type EstimateBasis, estimateCost, type EstimateLine } from "./estimate/estimate.js";
export { foreignAssembly } from "./estimate/foreign-assembly.js";
export type { Price, PriceConfidence } from "./prices/price.js";
export { PriceBook } from "./prices/price-book.js";
export { type PaymentTerms, LIST_TERMS } from "./estimate/payment-terms.js";
export { writePrices } from "./prices/write-prices.js";
export type { MissedPrice } from "./refresh/match-rows.js";
export {
  type OpenFile,
  PRICE_LIST,
  type RefreshedPrices,
  refreshPrices,
  type RefreshRequest,
} from "./refresh/refresh-prices.js";
export { REFRESHABLE_REGIONS } from "./refresh/usage-types.js";
export { parsePrices, shippedPrices } from "./prices/read-prices.js";

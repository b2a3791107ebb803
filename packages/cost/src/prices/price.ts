/** How far a price can be trusted; those from memory are not shipped. */
export type PriceConfidence =
  /** Copied from AWS's own feed or offer file. */
  | "high"
  /** One dated source that doesn't show the row it read, or an older offer file. */
  | "medium"
  /** Derived by arithmetic, an undated table, or an old reading of a Spot price. */
  | "low";

/** A list price of AWS in USD, without tax, discount or free tier. */
export interface Price {
  readonly service: string;
  /** Unique in its service, e.g. `linux-arm64 vCPU`. */
  readonly item: string;
  /** A region, or `global`. */
  readonly region: string;
  /** E.g. `vCPU-hour`, `1M requests`. */
  readonly unit: string;
  readonly usd: number;
  /** Offer code of the AWS Price List, e.g. `AmazonECS`. */
  readonly offer: string;
  /** Date of the reading, as exact as it is known; `null`: unknown. */
  readonly asOf: string | null;
  readonly confidence: PriceConfidence;
  readonly source: string;
}

/** Names a price in every region. */
export interface PriceName {
  readonly service: string;
  readonly item: string;
}

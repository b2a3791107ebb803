/** CloudFront in front of an ingress. */
export interface CdnOptions {
  /**
   * Where CloudFront has edges for the app: `"100"` North America and Europe, `"200"` most of Asia, Africa and the Middle East as
   * well, `"all"` also South America and Australia. Default the least that has edges around the environment's region.
   */
  readonly priceClass?: PriceClass | undefined;
  /**
   * How long CloudFront waits for the first byte of an answer and for each further one, `"1s"` to `"180s"`; more than 120 seconds
   * takes a raised quota. Default the longest response of the services, which must then fit. State it where a stream or a
   * heartbeat sends something at least this often.
   */
  readonly responseTimeout?: string | undefined;
  /** ARN of an ACM certificate in `us-east-1` for every host; default the environment's if it lies there, else one is issued. */
  readonly certificate?: string | undefined;
}

/** CloudFront's price classes. */
export type PriceClass = "100" | "200" | "all";

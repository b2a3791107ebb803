import type { Price } from "../prices/price.js";
import type { PriceBook } from "../prices/price-book.js";
import { matchRows, type MissedPrice, type WantedPrice } from "./match-rows.js";
import { readOffer } from "./offer-rows.js";
import { ruleOf } from "./price-rules.js";

/** Where AWS has its price list: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-ppslong.html (2026-11). */
export const PRICE_LIST = "https://pricing.us-east-1.amazonaws.com";

/** The network, as far as prices need it: a file's text in pieces. Rejects when it can't be had whole. */
export type OpenFile = (url: string) => AsyncIterable<string>;

export interface RefreshRequest {
  /** Whose prices are asked for anew; nothing else is. */
  readonly book: PriceBook;
  readonly regions: readonly string[];
  readonly open: OpenFile;
  /** Day in ISO form, which stands in the source of each price. */
  readonly today: string;
  /** Default {@link PRICE_LIST}. */
  readonly baseUrl?: string;
  /** Told of each file before it is fetched. */
  readonly onFile: (file: { readonly offer: string; readonly region: string; readonly url: string }) => void;
}

/** Prices that AWS's price list has now, and those that it doesn't have without doubt. */
export interface RefreshedPrices {
  readonly prices: readonly Price[];
  readonly missed: readonly MissedPrice[];
}

/**
 * Asks AWS's price list for the prices of some regions, one offer file after the other, each read as it comes. A price that isn't
 * there exactly once is missed and told; the book keeps what it had.
 */
export async function refreshPrices(request: RefreshRequest): Promise<RefreshedPrices> {
  const prices: Price[] = [];
  const missed: MissedPrice[] = [];
  for (const region of request.regions) {
    const byOffer = Map.groupBy(wantedPrices(request.book), ({ rule }) => rule.offer);
    for (const [offer, wanted] of byOffer) {
      const outcome = await refreshOffer(request, { offer, region, wanted });
      prices.push(...outcome.prices);
      missed.push(...outcome.missed);
    }
  }
  return { prices, missed };
}

/** Each price once, whatever regions the book has it for. */
function wantedPrices({ prices }: PriceBook): readonly WantedPrice[] {
  const named = new Map(prices.map((price) => [`${price.service}/${price.item}`, price]));
  return [...named.values()].flatMap((price) => {
    const rule = ruleOf(price);
    return rule === null ? [] : [{ rule, unit: price.unit }];
  });
}

interface Wanted {
  readonly offer: string;
  readonly region: string;
  readonly wanted: readonly WantedPrice[];
}

async function refreshOffer(
  { open, onFile, today, baseUrl = PRICE_LIST }: RefreshRequest,
  { offer, region, wanted }: Wanted,
): Promise<RefreshedPrices> {
  const url = `${baseUrl}/offers/v1.0/aws/${offer}/current/${region}/index.csv`;
  onFile({ offer, region, url });
  const file = await readOffer(open(url));
  if (file !== null) return await matchRows(file, wanted, { region, today });
  const because = `${url} is no offer file in CSV`;
  return { prices: [], missed: wanted.map(({ rule: { service, item } }) => ({ service, item, region, because })) };
}

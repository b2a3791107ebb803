import { unitSize } from "../charge/unit-size.js";
import type { Price, PriceName } from "../prices/price.js";
import type { OfferFile, OfferRow } from "./offer-rows.js";
import type { PriceRule } from "./price-rules.js";
import { spellingsOf } from "./usage-types.js";

/** A price that was asked for. */
export interface WantedPrice {
  readonly rule: PriceRule;
  /** The unit that the book has it in, e.g. `1M requests`. */
  readonly unit: string;
}

/** A price that wasn't found, or not without doubt. */
export interface MissedPrice extends PriceName {
  readonly region: string;
  readonly because: string;
}

export interface MatchedPrices {
  readonly prices: readonly Price[];
  readonly missed: readonly MissedPrice[];
}

/** Whose prices are asked for, and the day on which they are. */
export interface Asked {
  readonly region: string;
  readonly today: string;
}

/** Reads an offer file once and picks the prices that are asked for: of each exactly one row has to fit. */
export async function matchRows(
  offer: OfferFile,
  wanted: readonly WantedPrice[],
  { region, today }: Asked,
): Promise<MatchedPrices> {
  const found = new Map(wanted.map((each) => [each, new Array<OfferRow>()]));
  const bySpelling = Map.groupBy(
    wanted.flatMap((each) => spellingsOf(each.rule.usageType, region).map((spelling) => ({ each, spelling }))),
    ({ spelling }) => spelling,
  );
  for await (const row of offer.rows) {
    const candidates = bySpelling.get(row.cell("usagetype")) ?? [];
    for (const { each } of candidates) if (isListPrice(row) && fits(row, each.rule)) found.get(each)?.push(row);
  }
  const outcomes = [...found].map(([each, rows]) =>
    decide(each, rows, { region, today, publishedOn: offer.publishedOn }),
  );
  return {
    prices: outcomes.flatMap((outcome) => ("usd" in outcome ? [outcome] : [])),
    missed: outcomes.flatMap((outcome) => ("because" in outcome ? [outcome] : [])),
  };
}

/** In AWS's own regions, on demand: neither reserved terms nor Outposts and Local Zones, which have the same usage types. */
const isListPrice = ({ cell }: OfferRow): boolean =>
  cell("termtype") === "OnDemand" && ["AWS Region", ""].includes(cell("location type"));

const fits = ({ cell }: OfferRow, { where, from }: PriceRule): boolean =>
  Number(cell("startingrange") || "0") === from && Object.entries(where).every(([name, value]) => cell(name) === value);

interface Reading extends Asked {
  readonly publishedOn: string;
}

function decide(
  { rule: { service, item, offer, usageType }, unit }: WantedPrice,
  rows: readonly OfferRow[],
  { region, today, publishedOn }: Reading,
): Price | MissedPrice {
  const missed = (because: string): MissedPrice => ({ service, item, region, because });
  const [row, ...others] = rows;
  if (row === undefined) return missed(`no row of ${offer} has the usage type ${usageType}`);
  if (others.length > 0) return missed(`${rows.length} rows of ${offer} have the usage type ${usageType}`);
  if (row.cell("currency") !== "USD") return missed(`its row in ${offer} is not in USD`);
  const perOne = Number(row.cell("priceperunit") || "NaN");
  // What is free here costs something elsewhere: a row of 0 is some other thing of the same name.
  if (!Number.isFinite(perOne) || perOne <= 0) return missed(`its row in ${offer} has no price`);
  return {
    service,
    item,
    region,
    unit,
    usd: Number((perOne * unitSize(unit)).toFixed(10)),
    offer,
    asOf: publishedOn,
    confidence: "high",
    source: `AWS Price List, fetched on ${today}`,
  };
}

import { TemplateGraph } from "@fairlead/check";
import { USAGE_DEFAULTS } from "@fairlead/model";
import type { Charge } from "../charge/charge.js";
import { type PricedLine, priceCharge } from "../charge/priced-line.js";
import { foreignAssembly } from "../estimate/foreign-assembly.js";
import { LIST_TERMS } from "../estimate/payment-terms.js";
import type { Price, PriceConfidence } from "../prices/price.js";
import type { PriceBook } from "../prices/price-book.js";
import { shippedPrices } from "../prices/read-prices.js";
import { TREATMENTS } from "../resources/treatments.js";
import { SPECIMENS, type Specimen } from "./specimens.js";

const CONFIDENCES = ["high", "medium", "low"] as const satisfies readonly PriceConfidence[];

/** The page that tells which resources are priced, by what, and how far the prices can be trusted. */
export function coveragePage(): string {
  const book = shippedPrices();
  return [
    "# What Fairlead can price",
    "",
    "<!-- Written by npm run docs from packages/cost; change it there. -->",
    "",
    "`fairlead cost` prices the types below by list prices that come with Fairlead. A price that nobody has read for a region is worked out where AWS's prices follow a rule (and the line says so), and is otherwise unknown: it is shown as unknown and never counts as zero. A type that is on neither list makes the total an \"at least\".",
    "",
    ...countLines(book),
    "## What is charged",
    "",
    "One usual resource of each type. In a cell: how far the price can be trusted in that region.",
    "",
    ...[...TREATMENTS].toSorted(byType).flatMap(([type, treatment]) => (treatment.kind === "priced" ? typeLines(type, book) : [])),
    "## What costs nothing",
    "",
    "| type | why |",
    "| --- | --- |",
    ...[...TREATMENTS]
      .toSorted(byType)
      .flatMap(([type, treatment]) => (treatment.kind === "free" ? [`| \`${type}\` | ${treatment.because} |`] : [])),
    "",
    "## Every price",
    "",
    "USD. `m`: of medium confidence, `l`: of low, unmarked: of high.",
    "",
    ...priceLines(book),
  ].join("\n");
}

const byType = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one.localeCompare(other);

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function countLines({ prices, regions }: PriceBook): readonly string[] {
  const places = [...regions, "global"];
  const count = (region: string, confidence: PriceConfidence): string =>
    String(prices.filter((price) => price.region === region && price.confidence === confidence).length);
  return [
    "## How many prices there are",
    "",
    row(["region", ...CONFIDENCES, "all"]),
    row(["---", ...CONFIDENCES.map(() => "--:"), "--:"]),
    ...places.map((region) =>
      row([
        region,
        ...CONFIDENCES.map((confidence) => count(region, confidence)),
        String(prices.filter((price) => price.region === region).length),
      ]),
    ),
    row([
      "together",
      ...CONFIDENCES.map((confidence) => String(prices.filter((price) => price.confidence === confidence).length)),
      String(prices.length),
    ]),
    "",
    "High: AWS's own feed or offer file. Medium: one dated source that doesn't show the row it read, or an older offer file. Low: worked out, an undated table, or an old Spot price.",
    "",
  ];
}

/** What a specimen is charged for; a charge of nothing is left out, as in an estimate. */
export function chargesOf(type: string, specimen: Specimen): readonly Charge[] {
  const treatment = TREATMENTS.get(type);
  const Resources = { ...specimen.beside, Specimen: { Type: type, Properties: specimen.properties } };
  const graph = new TemplateGraph(foreignAssembly({ App: { Resources } }));
  const resource = graph.resource("App", "Specimen");
  if (treatment?.kind !== "priced" || resource === null) return [];
  return treatment
    .charges(resource, { graph, usage: USAGE_DEFAULTS, terms: LIST_TERMS })
    .filter(({ quantity }) => quantity.max > 0);
}

function typeLines(type: string, book: PriceBook): readonly string[] {
  const specimen = SPECIMENS[type];
  const charges = specimen === undefined ? [] : chargesOf(type, specimen);
  const assumptions = [...new Set(charges.flatMap(({ assumption }) => assumption ?? []))];
  return [
    `### ${type}`,
    "",
    row(["charged for", "price", ...book.regions]),
    row(["---", "---", ...book.regions.map(() => "---")]),
    ...charges.map((charge) =>
      row([
        charge.what,
        priceName(charge, book),
        ...book.regions.map((region) => standing(priceCharge(charge, region, book))),
      ]),
    ),
    "",
    ...(assumptions.length === 0 ? [] : [`Assumed: ${assumptions.join("; ")}.`, ""]),
  ];
}

function priceName({ price }: Charge, book: PriceBook): string {
  const [first, ...others] = "service" in price ? [price] : price.map(({ name }) => name);
  if (first === undefined) return "";
  const unit = book.prices.find(({ service, item }) => service === first.service && item === first.item)?.unit;
  const steps = others.length === 0 ? "" : ` and ${others.length} further ${others.length === 1 ? "step" : "steps"}`;
  return `${first.service}: ${first.item}${steps}${unit === undefined ? "" : `, per ${unit}`}`;
}

function standing({ prices: [price] }: PricedLine): string {
  if (price === undefined) return "unknown";
  return price.source.startsWith("Derived: ") ? "worked out" : price.confidence;
}

const MARKS = { high: "", medium: " m", low: " l" } as const;

function priceLines({ prices, regions }: PriceBook): readonly string[] {
  const places = [...regions, "global"];
  const cell = (price: Price | undefined): string => (price === undefined ? "" : `${price.usd}${MARKS[price.confidence]}`);
  return [...Map.groupBy(prices, ({ service }) => service)].flatMap(([service, ofService]) => {
    const used = places.filter((place) => ofService.some(({ region }) => region === place));
    return [
      `### ${service}`,
      "",
      row(["price", "unit", ...used]),
      row(["---", "---", ...used.map(() => "--:")]),
      ...[...Map.groupBy(ofService, ({ item }) => item)].map(([item, ofItem]) =>
        row([
          item,
          ofItem[0]?.unit ?? "",
          ...used.map((place) => cell(ofItem.find(({ region }) => region === place))),
        ]),
      ),
      "",
    ];
  });
}

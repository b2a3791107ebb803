import { type GraphResource, TemplateGraph } from "@fairlead/check";
import type { Assembly } from "@fairlead/constructs";
import type { Address, ResolvedUsage } from "@fairlead/model";
import { type PricedLine, priceCharge, sumOf } from "../charge/priced-line.js";
import type { Range } from "../charge/range.js";
import type { PriceBook } from "../prices/price-book.js";
import { TREATMENTS } from "../resources/treatments.js";
import { tokenCharges } from "../resources/token-charges.js";
import { alwaysFree } from "./always-free.js";
import { LIST_TERMS, type PaymentTerms } from "./payment-terms.js";
import { releaseCost } from "./release-cost.js";

/** A line of the bill: one charge of one resource. */
export interface EstimateLine extends PricedLine {
  /** The part of the description; `null`: the environment as a whole, or a template that knows no parts. */
  readonly address: Address | null;
  /** Empty, like the two below, for what no resource stands for: tokens of models, and what an account has free. */
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
}

/** What the resources of some templates cost a month, in USD, without tax, discounts and free tiers. */
export interface Estimate {
  readonly region: string;
  readonly usage: ResolvedUsage;
  /** The dearest first. */
  readonly lines: readonly EstimateLine[];
  readonly usd: Range;
  /** `false`: something has no known price, and the total is the least that it costs. */
  readonly isWhole: boolean;
  /** Types that nobody has said anything about, sorted. */
  readonly unknownTypes: readonly string[];
  /** What one more million requests a month adds, beside the tasks that they may need. */
  readonly millionRequestsUsd: number;
  /** What one release adds, while its tasks run beside those before. */
  readonly releaseUsd: number;
}

/** What an estimate is made with. */
export interface EstimateBasis {
  /** Whose prices hold; what CloudFront needs in us-east-1 has the same price everywhere. */
  readonly region: string;
  readonly book: PriceBook;
  readonly usage: ResolvedUsage;
  /** Default: list prices, nothing free. */
  readonly terms?: PaymentTerms;
}

const MILLION = 1_000_000;

/** Prices every resource of an assembly; nothing is looked up outside of it. */
export function estimateCost(assembly: Assembly, basis: EstimateBasis): Estimate {
  const { region, usage } = basis;
  const graph = new TemplateGraph(assembly);
  const lines = pricedLines(graph, basis);
  const more = pricedLines(graph, {
    ...basis,
    usage: { ...usage, requestsPerMonth: usage.requestsPerMonth + MILLION },
  });
  const unknownTypes = [...new Set(graph.resources.map(({ type }) => type).filter(isUnknown))].toSorted();
  const { usd, isWhole } = sumOf(lines);
  return {
    region,
    usage,
    lines: lines.toSorted(byCost),
    usd,
    isWhole: isWhole && unknownTypes.length === 0,
    unknownTypes,
    millionRequestsUsd: sumOf(more).usd.expected - usd.expected,
    releaseUsd: releaseCost(graph.ofType("AWS::ECS::Service"), lines),
  };
}

/** The charges of all resources with their prices, in the order of the templates. */
export function pricedLines(
  graph: TemplateGraph,
  { region, book, usage, terms = LIST_TERMS }: EstimateBasis,
): readonly EstimateLine[] {
  const resourceLines = graph.resources.flatMap((resource): EstimateLine[] => {
    const treatment = TREATMENTS.get(resource.type);
    if (treatment?.kind !== "priced") return [];
    return treatment
      .charges(resource, { graph, usage, terms })
      .filter(({ quantity }) => quantity.max > 0)
      .map((charge) => ({ ...placeOf(resource), ...priceCharge(charge, region, book) }));
  });
  const tokenLines = tokenCharges({ graph, usage, terms }).map((charge) => ({
    ...NOWHERE,
    ...priceCharge(charge, region, book),
  }));
  const charged = [...resourceLines, ...tokenLines];
  const free = terms.allowances === "none" ? [] : alwaysFree(charged);
  return [...charged, ...free.map((line) => ({ ...NOWHERE, ...line }))];
}

const placeOf = ({ address, stack, logicalId, type }: GraphResource) => ({ address, stack, logicalId, type });

/** Where a line stands that no resource of a template does. */
const NOWHERE = { address: null, stack: "", logicalId: "", type: "" } as const;

/** What a template's own functions do at a deployment costs nothing worth a line. */
const isUnknown = (type: string): boolean => !TREATMENTS.has(type) && !type.startsWith("Custom::");

/** What is unknown stands first: it may be the dearest. */
function byCost(left: EstimateLine, right: EstimateLine): number {
  const [one, other] = [left, right].map(({ usd }) => usd?.expected ?? Infinity);
  return one === other ? placeText(left).localeCompare(placeText(right)) : (other ?? 0) - (one ?? 0);
}

const placeText = ({ stack, logicalId, what }: EstimateLine): string => `${stack} ${logicalId} ${what}`;

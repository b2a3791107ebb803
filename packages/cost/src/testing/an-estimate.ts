import type { TemplateResource } from "@fairlead/constructs";
import { type Estimate, estimateCost } from "../estimate/estimate.js";
import { foreignAssembly } from "../estimate/foreign-assembly.js";
import { LIST_TERMS, type PaymentTerms } from "../estimate/payment-terms.js";
import { shippedPrices } from "../prices/read-prices.js";
import { type ResolvedUsage, USAGE_DEFAULTS } from "@fairlead/model";

const book = shippedPrices();

/** Properties of resources by logical id, under their type. */
export type Resources = Readonly<Record<string, TemplateResource>>;

/** What an estimate rests on, as far as it isn't the usual. */
export type Basis = Partial<ResolvedUsage> & Partial<PaymentTerms> & { readonly region?: string };

/** The estimate of one template. */
export const anEstimate = (
  resources: Resources,
  { region = "us-east-1", commitment, allowances, ...usage }: Basis = {},
): Estimate =>
  estimateCost(foreignAssembly({ App: { Resources: resources } }), {
    region,
    book,
    usage: { ...USAGE_DEFAULTS, ...usage },
    terms: { ...LIST_TERMS, ...(commitment && { commitment }), ...(allowances && { allowances }) },
  });

/** What the lines that match cost at the expected load, to the cent; `unknown` when one of them has no price. */
export function usdOf({ lines }: Pick<Estimate, "lines">, pattern: RegExp): string {
  const matching = lines.filter(({ service, what }) => pattern.test(`${service}: ${what}`));
  const sum = matching.reduce<number | null>(
    (usd, line) => (usd === null || line.usd === null ? null : usd + line.usd.expected),
    0,
  );
  return sum === null ? "unknown" : sum.toFixed(2);
}

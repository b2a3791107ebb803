import type { TemplateResource } from "@fairlead/constructs";
import { type Estimate, estimateCost } from "../estimate/estimate.js";
import { foreignAssembly } from "../estimate/foreign-assembly.js";
import { shippedPrices } from "../prices/read-prices.js";
import { type ResolvedUsage, USAGE_DEFAULTS } from "@fairlead/model";

const book = shippedPrices();

/** Properties of resources by logical id, under their type. */
export type Resources = Readonly<Record<string, TemplateResource>>;

/** The estimate of one template. */
export const anEstimate = (
  resources: Resources,
  { region = "us-east-1", ...usage }: Partial<ResolvedUsage> & { readonly region?: string } = {},
): Estimate =>
  estimateCost(foreignAssembly({ App: { Resources: resources } }), {
    region,
    book,
    usage: { ...USAGE_DEFAULTS, ...usage },
  });

/** The lines of an estimate as a person reads them: USD to the cent, what, how much. */
export const linesOf = ({ lines }: Pick<Estimate, "lines">): readonly string[] =>
  lines.map(({ usd, service, what, quantity, unit }) =>
    [
      usd === null ? "unknown" : usd.expected.toFixed(2),
      `${service}: ${what}`,
      `${Number(quantity.expected.toFixed(2))} ${unit ?? "?"}`,
    ].join(" | "),
  );

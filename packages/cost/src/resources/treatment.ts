import type { GraphResource, TemplateGraph } from "@fairlead/check";
import type { Charge } from "../charge/charge.js";
import type { PaymentTerms } from "../estimate/payment-terms.js";
import type { ResolvedUsage } from "@fairlead/model";

/** What a resource is priced in: all templates of an environment, and what a month brings. */
export interface Surroundings {
  readonly graph: TemplateGraph;
  readonly usage: ResolvedUsage;
  readonly terms: PaymentTerms;
}

/** What a type of resource costs. */
export type Treatment =
  | { readonly kind: "priced"; readonly charges: (resource: GraphResource, around: Surroundings) => readonly Charge[] }
  | { readonly kind: "free"; readonly because: string };

export const priced = (charges: Extract<Treatment, { kind: "priced" }>["charges"]): Treatment => ({
  kind: "priced",
  charges,
});

export const free = (because: string): Treatment => ({ kind: "free", because });

import type { GraphResource, TemplateGraph } from "@fairlead/check";
import type { TemplateResource } from "@fairlead/constructs";
import type { ResolvedUsage } from "@fairlead/model";
import type { PaymentTerms } from "../estimate/payment-terms.js";

/** What becomes of a resource: another one in its place, none (`null`), or the same (`"kept"`). */
type Change = (resource: GraphResource) => TemplateResource | null | "kept";

/** Something that might be cheaper; whether it is, and by how much, its price tells. */
export interface Proposal {
  /** Short and stable, e.g. `nat-instance`. */
  readonly name: string;
  /** What to do, as a sentence. */
  readonly what: string;
  /** What it costs in risk or in comfort, as a sentence. */
  readonly risk: string;
  /** What the templates would be; default: as they are. */
  readonly change?: Change;
  /** What beside the graph is in it; default: nothing. */
  readonly added?: Readonly<Record<string, TemplateResource>>;
  readonly usage?: Partial<ResolvedUsage>;
  readonly terms?: Partial<PaymentTerms>;
  /** Which sum it changes; default the expected one. What binds for a year is reckoned by what always runs. */
  readonly of?: "min" | "expected";
}

/** What an adviser looks at. */
export interface Situation {
  readonly graph: TemplateGraph;
  readonly usage: ResolvedUsage;
}

/** Proposes something where it applies; `null` where it doesn't. */
export type Adviser = (situation: Situation) => Proposal | null;

/** The same resource with other properties beside its own. */
export const withProperties = (
  { type, properties }: GraphResource,
  others: Readonly<Record<string, unknown>>,
): TemplateResource => ({ Type: type, Properties: { ...properties, ...others } });

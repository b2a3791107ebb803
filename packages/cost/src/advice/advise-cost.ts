import { TemplateGraph } from "@fairlead/check";
import type { Assembly } from "@fairlead/constructs";
import {
  type Estimate,
  type EstimateBasis,
  estimateCost,
  type EstimateLine,
  pricedLines,
} from "../estimate/estimate.js";
import { LIST_TERMS } from "../estimate/payment-terms.js";
import { sumOf } from "../charge/priced-line.js";
import { arm } from "./arm.js";
import { changedAssembly } from "./changed-assembly.js";
import { gatewayEndpoint, noInterfaceEndpoints } from "./endpoints.js";
import { fewerZones } from "./fewer-zones.js";
import { fewerAddresses, natInstance } from "./nat-instance.js";
import { noNat } from "./no-nat.js";
import type { Adviser, Proposal } from "./proposal.js";
import { savingsPlan } from "./savings-plan.js";
import { nightStop, scaleToZero } from "./sleep.js";
import { spot } from "./spot.js";
import { valkey } from "./valkey.js";

/** What would make an environment cheaper. Each is reckoned by itself: two that change the same thing don't add up. */
export interface Advice {
  /** Short and stable, e.g. `nat-instance`. */
  readonly name: string;
  /** What to do, as a sentence. */
  readonly what: string;
  /** What it costs in risk or in comfort, as a sentence. */
  readonly risk: string;
  /** USD a month. */
  readonly savesUsd: number;
}

/** A bill with what would make it smaller, the largest saving first. */
export interface AdvisedEstimate extends Estimate {
  readonly advice: readonly Advice[];
}

const ADVISERS: readonly Adviser[] = [
  arm,
  fewerAddresses,
  fewerZones,
  gatewayEndpoint,
  natInstance,
  nightStop,
  noInterfaceEndpoints,
  noNat,
  savingsPlan,
  scaleToZero,
  spot,
  valkey,
];

/** What saves less a month is not worth a thought. */
const LEAST_USD = 0.5;

/** Prices an assembly, and once more with each proposal that applies to it. */
export function adviseCost(assembly: Assembly, basis: EstimateBasis): AdvisedEstimate {
  const estimate = estimateCost(assembly, basis);
  const graph = new TemplateGraph(assembly);
  const advice = ADVISERS.flatMap((adviser) => {
    const proposal = adviser({ graph, usage: basis.usage });
    if (proposal === null) return [];
    const savesUsd = saving(estimate, linesAfter(proposal, { assembly, graph, basis }), proposal.of ?? "expected");
    const { name, what, risk } = proposal;
    return savesUsd >= LEAST_USD ? [{ name, what, risk, savesUsd }] : [];
  });
  return { ...estimate, advice: advice.toSorted((left, right) => right.savesUsd - left.savesUsd) };
}

interface Before {
  readonly assembly: Assembly;
  readonly graph: TemplateGraph;
  readonly basis: EstimateBasis;
}

function linesAfter(proposal: Proposal, { assembly, graph, basis }: Before): readonly EstimateLine[] {
  const isSame = proposal.change === undefined && proposal.added === undefined;
  const changed = isSame ? graph : new TemplateGraph(changedAssembly(assembly, graph, proposal));
  return pricedLines(changed, {
    ...basis,
    usage: { ...basis.usage, ...proposal.usage },
    terms: { ...(basis.terms ?? LIST_TERMS), ...proposal.terms },
  });
}

/** USD a month; 0 where something would have a price that nobody knows. */
function saving(before: Estimate, after: readonly EstimateLine[], of: "min" | "expected"): number {
  const unknown = (lines: readonly EstimateLine[]): number => lines.filter(({ usd }) => usd === null).length;
  return unknown(after) > unknown(before.lines) ? 0 : before.usd[of] - sumOf(after).usd[of];
}

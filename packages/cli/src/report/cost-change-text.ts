import type { Estimate } from "@fairlead/cost";
import { columns } from "../terminal/wrap.js";
import { costGroups } from "./cost-groups.js";
import { type Page, section } from "./page.js";
import { usd, usdChange, usdRange } from "./usd.js";

/** What a part costs more or less than before. */
export interface CostChange {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Parts whose expected cost changed by a cent or more, the largest change first. */
export function costChanges(before: Estimate, after: Estimate): readonly CostChange[] {
  const earlier = new Map(costGroups(before).map(({ name, usd: { expected } }) => [name, expected]));
  const now = new Map(costGroups(after).map(({ name, usd: { expected } }) => [name, expected]));
  return [...new Set([...earlier.keys(), ...now.keys()])]
    .map((name) => ({ name, before: earlier.get(name) ?? 0, after: now.get(name) ?? 0 }))
    .filter((change) => Math.abs(change.after - change.before) >= CENT)
    .toSorted((left, right) => Math.abs(right.after - right.before) - Math.abs(left.after - left.before));
}

const CENT = 0.01;

/** What changes the bill, part by part. */
export function costChangeLines(before: Estimate, after: Estimate, page: Page): readonly string[] {
  const rows = costChanges(before, after).map((change) => [
    page.style("name", change.name),
    usd(change.before).padStart(10),
    usd(change.after).padStart(10),
    usdChange(change.after - change.before).padStart(10),
  ]);
  const whole = [
    "together",
    usd(before.usd.expected).padStart(10),
    usd(after.usd.expected).padStart(10),
    usdChange(after.usd.expected - before.usd.expected).padStart(10),
  ];
  return section(
    "What changes the bill",
    columns(
      [...rows, whole].map((row) => [...row, ""]),
      page.width,
    ),
    page,
  );
}

/** One line for a plan: what it costs, and how that differs from the plan before. */
export function costSummary(estimate: Estimate, usdBefore: number | null): string {
  const difference = usdBefore === null ? "" : `, ${usdChange(estimate.usd.expected - usdBefore)} to the earlier plan`;
  return `${usdRange(estimate.usd, estimate.isWhole)}${difference}`;
}

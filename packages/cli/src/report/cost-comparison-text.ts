import type { Estimate } from "@fairlead/cost";
import { columns } from "../terminal/wrap.js";
import { costGroups } from "./cost-groups.js";
import { type Page, section } from "./page.js";
import { usd } from "./usd.js";

/** An estimate and what it is of: an environment or a tier. */
export interface NamedEstimate {
  readonly name: string;
  readonly estimate: Estimate;
}

const WIDTH = 12;

/** What each part costs in each of them, as rows of a table; a part that one hasn't is empty there. */
export function comparisonRows(compared: readonly NamedEstimate[]): readonly (readonly string[])[] {
  const groups = compared.map(({ estimate }) => new Map(costGroups(estimate).map((group) => [group.name, group])));
  const names = [...new Set(groups.flatMap((each) => [...each.keys()]))];
  const dearest = (name: string): number => Math.max(...groups.map((each) => each.get(name)?.usd.expected ?? 0));
  const rows = names
    .toSorted((left, right) => dearest(right) - dearest(left))
    .map((name) => [
      name,
      ...groups.map((each) => {
        const group = each.get(name);
        return group === undefined ? "" : usd(group.usd.expected, group.isWhole);
      }),
    ]);
  const totals = (label: string, read: (estimate: Estimate) => number): readonly string[] => [
    label,
    ...compared.map(({ estimate }) => usd(read(estimate), estimate.isWhole)),
  ];
  return [
    ...rows,
    totals("together", ({ usd: { expected } }) => expected),
    totals("at least tasks", ({ usd: { min } }) => min),
    totals("at most tasks", ({ usd: { max } }) => max),
  ];
}

/** Several bills beside each other. */
export function comparisonLines(compared: readonly NamedEstimate[], page: Page): readonly string[] {
  const head = ["", ...compared.map(({ name }) => name)];
  const rows = [head, ...comparisonRows(compared)].map((row) =>
    // The last column would wrap and lose its blanks.
    [...row.map((cell, at) => (at === 0 ? page.style("name", cell) : cell.padStart(WIDTH))), ""],
  );
  return section("USD a month, as expected", columns(rows, page.width), page);
}

import type { CostGroup } from "../report/cost-groups.js";
import { usd } from "../report/usd.js";
import { escaped } from "../html/escaped.js";
import { COLOR_COUNT } from "./style.js";

/** A part as the chart shows it; the smallest stand together. */
export interface Slice {
  readonly name: string;
  readonly usd: number;
}

/** The dearest parts, and all others as one. What gives money back has no share. */
export function slices(groups: readonly CostGroup[]): readonly Slice[] {
  const costing = groups
    .map(({ name, usd: own }): Slice => ({ name, usd: own.expected }))
    .filter((each) => each.usd > 0);
  if (costing.length <= COLOR_COUNT) return costing;
  const shown = costing.slice(0, COLOR_COUNT - 1);
  const others = costing.slice(COLOR_COUNT - 1);
  return [...shown, { name: `${others.length} others`, usd: others.reduce((sum, each) => sum + each.usd, 0) }];
}

/** With this radius a circle is 100 long, so that lengths are percent. */
const RADIUS = 15.9155;
/** Between two parts, in percent of the circle. */
const GAP = 0.4;

/** A ring of what each part takes of the sum; the table beside it says the same. */
export function costChart(parts: readonly Slice[], sum: string): string {
  const total = parts.reduce((all, each) => all + each.usd, 0);
  let from = 0;
  const rings = parts.map((part, at) => {
    const percent = (part.usd / total) * 100;
    const drawn = Math.max(0.1, percent - GAP);
    const ring = `<circle class="part-${at}" cx="20" cy="20" r="${RADIUS}" stroke-dasharray="${drawn.toFixed(3)} ${(100 - drawn).toFixed(3)}" stroke-dashoffset="${(25 - from).toFixed(3)}"><title>${escaped(part.name)}: ${usd(part.usd)} USD</title></circle>`;
    from += percent;
    return ring;
  });
  const label = parts.map((part) => `${part.name} ${Math.round((part.usd / total) * 100)} %`).join(", ");
  return `<svg class="chart" viewBox="0 0 40 40" role="img" aria-label="${escaped(`Shares of the sum: ${label}`)}">${rings.join("")}<text x="20" y="20.6">${escaped(sum)}</text><text class="unit" x="20" y="24.4">USD a month</text></svg>`;
}

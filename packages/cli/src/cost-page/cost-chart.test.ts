import { describe, expect, it } from "vitest";
import type { CostGroup } from "../report/cost-groups.js";
import { costChart, slices } from "./cost-chart.js";
import { COLOR_COUNT } from "./style.js";

const group = (name: string, expected: number): CostGroup => ({
  name,
  usd: { min: expected, expected, max: expected },
  isWhole: true,
  lines: [],
});

describe("the chart of where the money goes", () => {
  it("shows each part while there is a colour for each", () => {
    expect(slices([group("databases.main", 40), group("ingress", 20)])).toEqual([
      { name: "databases.main", usd: 40 },
      { name: "ingress", usd: 20 },
    ]);
  });

  it("shows the smallest together when there are more parts than colours, and loses nothing", () => {
    const many = Array.from({ length: 12 }, (_, at) => group(`services.s${at}`, 12 - at));
    const shown = slices(many);
    expect(shown).toHaveLength(COLOR_COUNT);
    expect(shown.at(-1)).toEqual({ name: "5 others", usd: 5 + 4 + 3 + 2 + 1 });
    expect(shown.reduce((sum, { usd }) => sum + usd, 0)).toBe(78);
  });

  it("leaves out what costs nothing, or gives money back", () => {
    expect(slices([group("services.api", 5), group("jobs.rare", 0), group("environment", -2)])).toEqual([
      { name: "services.api", usd: 5 },
    ]);
  });

  it("tells its shares to those who can't see it, and takes no name for markup", () => {
    const chart = costChart(
      [
        { name: `a"<b>`, usd: 3 },
        { name: "c", usd: 1 },
      ],
      "4.00",
    );
    expect(chart).toContain('aria-label="Shares of the sum: a&quot;&lt;b&gt; 75 %, c 25 %"');
    expect(chart).not.toContain("<b>");
  });
});

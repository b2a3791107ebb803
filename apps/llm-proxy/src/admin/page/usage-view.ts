import { ask, askAll, type Project, type UsageAnswer, type UsageRow } from "./api.js";
import { type Bar, barChart, type Chart } from "./chart.js";
import { element } from "./elements.js";
import { showCompact, showCount, showUsd } from "./formats.js";
import { nameOf, projectSelect } from "./project-select.js";
import { table } from "./tables.js";

const DAY_MS = 86_400_000;
const DAYS = 30;

/** @param projectId "": of all projects. */
export async function usageView(projectId: string): Promise<HTMLElement[]> {
  const filter = projectId === "" ? "" : `&project_id=${encodeURIComponent(projectId)}`;
  const [projects, byDay, byModel] = await Promise.all([
    askAll<Project>("projects"),
    ask<UsageAnswer>("GET", `usage?group_by=day${filter}`),
    ask<UsageAnswer>("GET", `usage?group_by=model${filter}`),
  ]);
  const total = sumOf(byDay.rows);
  const days = daysOf(byDay);
  const costs = days.map((day): Bar => ({
    label: day,
    value: sumOf(byDay.rows.filter(({ group }) => group === day)).cost_usd,
  }));
  const requests = days.map((day): Bar => ({
    label: day,
    value: sumOf(byDay.rows.filter(({ group }) => group === day)).requests,
  }));
  return [
    element(
      "div",
      { class: "head" },
      element("h1", {}, "Usage"),
      element("span", { class: "muted small" }, `${byDay.from} to ${byDay.to}, UTC`),
    ),
    element("div", { class: "row filters" }, projectSelect(projects, projectId, "usage")),
    figures(total),
    total.unpriced_requests === 0
      ? element("span")
      : element(
          "p",
          { class: "muted small" },
          `Without a known price, and not in the cost: ${showCount(total.unpriced_requests)} of the requests.`,
        ),
    chartCard({ title: "Cost by day", bars: costs, show: showUsd, leastTop: 0 }),
    // Four lines divide it into whole requests.
    chartCard({ title: "Requests by day", bars: requests, show: showCompact, leastTop: 4 }),
    element("h2", {}, "By project"),
    usageTable(
      "Usage by project",
      "Project",
      group(byDay.rows, (row) => nameOf(projects, row.project_id)),
    ),
    element("h2", {}, "By model"),
    usageTable(
      "Usage by model",
      "Model",
      group(byModel.rows, (row) => row.group || "(none)"),
    ),
  ];
}

type Totals = Omit<UsageRow, "project_id" | "group">;

const sumOf = (rows: readonly Totals[]): Totals =>
  rows.reduce<Totals>(
    (sum, row) => ({
      requests: sum.requests + row.requests,
      failed_requests: sum.failed_requests + row.failed_requests,
      unpriced_requests: sum.unpriced_requests + row.unpriced_requests,
      input_tokens: sum.input_tokens + row.input_tokens,
      output_tokens: sum.output_tokens + row.output_tokens,
      cost_usd: sum.cost_usd + row.cost_usd,
    }),
    { requests: 0, failed_requests: 0, unpriced_requests: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 },
  );

/** Days without a call are days too. */
const daysOf = ({ to }: UsageAnswer): string[] =>
  Array.from({ length: DAYS }, (_, index) =>
    new Date(Date.parse(to) - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );

function group(rows: readonly UsageRow[], nameFor: (row: UsageRow) => string): [string, Totals][] {
  const groups = new Map<string, Totals[]>();
  for (const row of rows) groups.set(nameFor(row), [...(groups.get(nameFor(row)) ?? []), row]);
  return [...groups]
    .map(([name, parts]): [string, Totals] => [name, sumOf(parts)])
    .sort(([, left], [, right]) => right.cost_usd - left.cost_usd || right.requests - left.requests);
}

const figure = (title: string, value: string): HTMLElement =>
  element("div", { class: "figure" }, element("dt", {}, title), element("dd", {}, value));

const figures = (total: Totals): HTMLElement =>
  element(
    "dl",
    { class: "figures" },
    figure("Cost", showUsd(total.cost_usd)),
    figure("Requests", showCompact(total.requests)),
    figure("Failed", showCompact(total.failed_requests)),
    figure("Input tokens", showCompact(total.input_tokens)),
    figure("Output tokens", showCompact(total.output_tokens)),
  );

const chartCard = (chart: Chart): HTMLElement =>
  element(
    "section",
    { class: "card" },
    element("h2", {}, chart.title),
    chart.bars.every(({ value }) => value === 0)
      ? element("p", { class: "muted" }, "Nothing in these days.")
      : element("div", { class: "scroll", tabindex: "0" }, barChart(chart)),
  );

const usageTable = (caption: string, title: string, rows: readonly [string, Totals][]): HTMLElement =>
  table(
    caption,
    [
      { title, kind: "heading", cell: ([name]) => name },
      { title: "Requests", kind: "number", cell: ([, sum]) => showCount(sum.requests) },
      { title: "Failed", kind: "number", cell: ([, sum]) => showCount(sum.failed_requests) },
      { title: "Input tokens", kind: "number", cell: ([, sum]) => showCount(sum.input_tokens) },
      { title: "Output tokens", kind: "number", cell: ([, sum]) => showCount(sum.output_tokens) },
      { title: "Cost", kind: "number", cell: ([, sum]) => showUsd(sum.cost_usd) },
    ],
    rows,
    "Nothing was used in these days.",
  );

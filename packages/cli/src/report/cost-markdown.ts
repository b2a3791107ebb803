import type { AdvisedEstimate, Estimate } from "@fairlead/cost";
import { adviceTable } from "./cost-advice-text.js";
import { costChanges } from "./cost-change-text.js";
import { comparisonRows, type NamedEstimate } from "./cost-comparison-text.js";
import { costGroups } from "./cost-groups.js";
import { markdownTable } from "./markdown-table.js";
import { usd, usdChange, usdRange } from "./usd.js";

/** A bill as a comment on a pull request: the sum first, the rest folded. */
export const costMarkdown = (title: string, estimate: AdvisedEstimate, before: Estimate | null): readonly string[] => [
  `**${title}: ${usdRange(estimate.usd, estimate.isWhole)}**${
    before === null ? "" : `, ${usdChange(estimate.usd.expected - before.usd.expected)} to before`
  }`,
  "",
  ...(before === null ? [] : [...changeTable(before, estimate), ""]),
  "<details><summary>Part by part</summary>",
  "",
  ...costTable(estimate),
  "",
  "</details>",
  ...(estimate.advice.length === 0
    ? []
    : ["", "<details><summary>What would make it cheaper</summary>", "", ...adviceTable(estimate), "", "</details>"]),
];

/** What each part costs. */
export const costTable = (estimate: Estimate): readonly string[] =>
  markdownTable(
    ["Part", "At least", "Expected", "At most"],
    costGroups(estimate).map(({ name, usd: own, isWhole }) => [
      `\`${name}\``,
      usd(own.min, isWhole),
      usd(own.expected, isWhole),
      usd(own.max, isWhole),
    ]),
  );

const changeTable = (before: Estimate, after: Estimate): readonly string[] =>
  markdownTable(
    ["Part", "Before", "After", "Change"],
    costChanges(before, after).map((change) => [
      `\`${change.name}\``,
      usd(change.before),
      usd(change.after),
      usdChange(change.after - change.before),
    ]),
  );

/** Several bills beside each other. */
export const comparisonMarkdown = (compared: readonly NamedEstimate[]): readonly string[] =>
  markdownTable(["USD a month", ...compared.map(({ name }) => name)], comparisonRows(compared));

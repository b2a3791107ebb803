import type { AdvisedEstimate, Estimate, EstimateLine, Price, Range } from "@fairlead/cost";
import type { ResolvedApp } from "@fairlead/model";
import { columns, wrapHanging } from "../terminal/wrap.js";
import type { PlanRecord } from "../plan/plan-record.js";
import { adviceLines } from "./cost-advice-text.js";
import { costSummary } from "./cost-change-text.js";
import { type CostGroup, costGroups } from "./cost-groups.js";
import { type Page, section } from "./page.js";
import { listed } from "./phrases.js";
import { usd } from "./usd.js";

const AMOUNT_WIDTH = 10;

const amount = (value: number | null, isWhole = true): string =>
  (value === null || (value === 0 && !isWhole) ? "unknown" : usd(value, isWhole)).padStart(AMOUNT_WIDTH);

const amounts = ({ min, expected, max }: Range, isWhole: boolean): readonly string[] => [
  amount(min, isWhole),
  amount(expected, isWhole),
  amount(max, isWhole),
];

/** A bill for a person: each part with what it costs, and with `-v` every line with its price and what it rests on. */
export function costLines(estimate: AdvisedEstimate, page: Page, isForeign = false): readonly string[] {
  const head = [...["at least", "expected", "at most"].map((text) => text.padStart(AMOUNT_WIDTH)), ""];
  const rows = costGroups(estimate, isForeign).flatMap((group) => groupRows(group, page));
  const total = [...amounts(estimate.usd, estimate.isWhole), page.style("heading", "together")];
  return [
    // The amounts stand first, because the last column is the one that wraps.
    ...section("USD a month", columns([head, ...rows, total], page.width, ""), page),
    ...section("What would make it cheaper", adviceLines(estimate, page), page),
    ...section("What it rests on", restsOn(estimate, page), page),
  ];
}

function groupRows(
  { name, usd: own, isWhole, lines }: CostGroup,
  { style, verbosity }: Page,
): readonly (readonly string[])[] {
  const row = [...amounts(own, isWhole), style("name", name)];
  if (verbosity === 0) return [row];
  return [row, ...lines.map((line) => lineRow(line).map((cell) => style("quiet", cell)))];
}

const lineRow = (line: EstimateLine): readonly string[] => [
  ...(line.usd === null ? ["", amount(null), ""] : amounts(line.usd, true)),
  `  ${line.service}: ${line.what}: ${workings(line)}`,
];

/** How the expected sum comes about: `1,460 at 0.03238 a vCPU-hour (2025-10-27); …`. */
function workings({ quantity, unit, prices: [price], assumption }: EstimateLine): string {
  const amountText = quantity.expected.toLocaleString("en", { maximumFractionDigits: 2 });
  const priceText = price === undefined ? "" : ` at ${price.usd} a ${unit ?? ""} (${price.asOf ?? "undated"})`;
  return `${amountText}${priceText}${assumption === null ? "" : `; ${assumption}`}`;
}

/** What a plan says of its costs: the sum, how it differs from the earlier plan, and what is dearest. */
export function costSummaryLines(
  { app, estimate, changes }: Pick<PlanRecord, "app" | "estimate" | "changes">,
  page: Page,
): readonly string[] {
  if (estimate === null) return [];
  const dearest = costGroups(estimate)
    .slice(0, DEAREST)
    .map(({ name, usd: own }) => `${name} ${usd(own.expected)}`);
  const sentences = [
    `${costSummary(estimate, changes?.usdBefore ?? null)}.`,
    `Mostly ${listed(dearest)}; \`fairlead cost\` shows the rest.`,
    ...budgetSentences(app, estimate),
  ];
  return section(
    "What it costs",
    sentences.flatMap((sentence) => wrapHanging("  ", sentence, page.width)),
    page,
  );
}

const DEAREST = 3;

/** Said where more is expected than the description allows. */
export const budgetSentences = ({ environment: { budget } }: ResolvedApp, estimate: Estimate): readonly string[] =>
  budget !== null && estimate.usd.expected > budget.monthlyUsd
    ? [`${usd(estimate.usd.expected)} USD are expected, and the budget is ${usd(budget.monthlyUsd)} USD.`]
    : [];

/** What the numbers mean, once. */
function restsOn(estimate: Estimate, page: Page): readonly string[] {
  const { usage, millionRequestsUsd, releaseUsd } = estimate;
  const sentences = [
    `${usage.requestsPerMonth.toLocaleString("en")} requests a month of ${usage.requestKb} KB, answered with ${usage.responseKb} KB; the environment's \`usage\` states others.`,
    `One more million requests adds ${usd(millionRequestsUsd)} USD, and a release ${usd(releaseUsd)} USD while two sets of tasks run.`,
    "List prices without tax, discounts and free tiers; models of other providers are on their own bills.",
    ...priceSentences(estimate),
    ...unknownSentences(estimate),
    ...(page.verbosity === 0 ? ["`-v` shows every line, `--json` also its price's date and source."] : []),
  ];
  return sentences.flatMap((sentence) => wrapHanging("  ", sentence, page.width));
}

function priceSentences({ lines }: Estimate): readonly string[] {
  const prices = lines.flatMap((line) => line.prices);
  const dates = prices.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])).toSorted();
  const [first] = dates;
  const last = dates.at(-1);
  const weak = [...new Set(prices.filter(({ confidence }) => confidence === "low").map(nameOf))].toSorted();
  return [
    ...(first === undefined || last === undefined ? [] : [dateSentence(first, last)]),
    ...fetchedSentence(prices),
    ...(weak.length === 0 ? [] : [`Of low confidence: ${listed(weak)}.`]),
  ];
}

const dateSentence = (first: string, last: string): string =>
  first === last ? `Prices were read on ${first}.` : `Prices were read between ${first} and ${last}.`;

const FETCHED = /^AWS Price List, fetched on (\S+)$/;

/** Prices of the project's own file, which hold instead of those that come with Fairlead. */
function fetchedSentence(prices: readonly Price[]): readonly string[] {
  const days = prices.flatMap(({ source }) => FETCHED.exec(source)?.[1] ?? []).toSorted();
  const last = days.at(-1);
  if (last === undefined) return [];
  const lines = days.length === prices.length ? "All" : `${days.length} of ${prices.length}`;
  return [`${lines} are AWS's own of .fairlead/prices.json, fetched on ${last}.`];
}

const nameOf = ({ service, item }: Price): string => `${service} ${item}`;

function unknownSentences({ lines, unknownTypes, region }: Estimate): readonly string[] {
  const unpriced = [
    ...new Set(lines.filter((line) => line.usd === null).map(({ service, what }) => `${service}, ${what}`)),
  ];
  return [
    ...(unpriced.length === 0
      ? []
      : [`No price is known in ${region} for: ${unpriced.toSorted().join("; ")}. The sum is the least that it costs.`]),
    ...(unknownTypes.length === 0
      ? []
      : [`Nothing is known of ${listed(unknownTypes)}. The sum is the least that it costs.`]),
  ];
}

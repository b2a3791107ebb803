import type { AdvisedEstimate, EstimateLine, Price } from "@fairlead/cost";
import type { PlanRecord } from "../plan/plan-record.js";
import { ADVICE_NOTE } from "../report/cost-advice-text.js";
import { type CostGroup, costGroups } from "../report/cost-groups.js";
import { usd, usdRange } from "../report/usd.js";
import { costChart, type Slice, slices } from "./cost-chart.js";
import { escaped } from "../html/escaped.js";
import { selfContainedPage } from "../html/self-contained-page.js";
import { STYLE } from "./style.js";

/** The bill of an environment as one file that any browser shows, without a network. */
export function costPage({ app }: Pick<PlanRecord, "app">, estimate: AdvisedEstimate): string {
  const title = `${app.name}, ${app.environment.name}: what it costs`;
  const groups = costGroups(estimate);
  const main = [
    header(title, estimate),
    shareSection(groups, estimate),
    adviceSection(estimate),
    lineSection(groups),
    priceSection(estimate),
  ].join("\n");
  return selfContainedPage({ title, style: STYLE, main });
}

function header(
  title: string,
  { usd: sum, isWhole, usage, region, millionRequestsUsd, releaseUsd }: AdvisedEstimate,
): string {
  const range = sum.min === sum.max ? "" : ` At the least tasks ${usd(sum.min)}, at the most ${usd(sum.max)}.`;
  const notes = [
    `${region}; ${usage.requestsPerMonth.toLocaleString("en")} requests a month of ${usage.requestKb} KB, answered with ${usage.responseKb} KB.${range}`,
    `One more million requests adds ${usd(millionRequestsUsd)} USD, a release ${usd(releaseUsd)} USD.`,
    "List prices without tax, discounts and free tiers; models of other providers are on their own bills.",
    ...(isWhole ? [] : ["Something has no known price: the sum is the least that it costs."]),
  ];
  return `<header>
<h1>${escaped(title)}</h1>
<p class="sum">${escaped(usdRange({ ...sum, min: sum.expected, max: sum.expected }, isWhole))}</p>
${notes.map((note) => `<p class="quiet">${escaped(note)}</p>`).join("\n")}
</header>`;
}

const section = (title: string, content: string): string =>
  `<section>\n<h2>${escaped(title)}</h2>\n${content}\n</section>`;

function shareSection(groups: readonly CostGroup[], { usd: sum, isWhole }: AdvisedEstimate): string {
  const parts = slices(groups);
  const rows = groups.map((group) => {
    const { min, expected, max } = group.usd;
    const cells = [
      `<td class="range">${usd(min)}</td>`,
      `<td>${usd(expected, group.isWhole)}</td>`,
      `<td class="range">${usd(max)}</td>`,
    ];
    return `<tr><th scope="row">${swatch(group.name, parts)}${escaped(group.name)}</th>${cells.join("")}</tr>`;
  });
  const table = `<table>
<thead><tr><th scope="col">Part</th><th scope="col" class="range">At least</th><th scope="col">Expected</th><th scope="col" class="range">At most</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
<tfoot><tr><th scope="row">together</th><td class="range">${usd(sum.min)}</td><td>${usd(sum.expected, isWhole)}</td><td class="range">${usd(sum.max)}</td></tr></tfoot>
</table>`;
  const chart = parts.length === 0 ? "" : costChart(parts, usd(sum.expected, isWhole));
  return section("Where the money goes", `<div class="share">\n${chart}\n${table}\n</div>`);
}

/** A part's colour in the chart; those that stand together share one. */
function swatch(name: string, parts: readonly Slice[]): string {
  const at = parts.findIndex((part) => part.name === name);
  if (parts.length === 0) return "";
  return `<span class="swatch part-${at === -1 ? parts.length - 1 : at}" aria-hidden="true"></span>`;
}

function adviceSection({ advice }: AdvisedEstimate): string {
  if (advice.length === 0) return "";
  const items = advice.map(
    ({ what, risk, savesUsd }) =>
      `<li><span>${escaped(what)}</span><span class="usd">-${usd(savesUsd)}</span><span class="quiet">${escaped(risk)}</span></li>`,
  );
  return section(
    "What would make it cheaper",
    `<ul>\n${items.join("\n")}\n</ul>\n<p class="quiet">${escaped(ADVICE_NOTE)}</p>`,
  );
}

function lineSection(groups: readonly CostGroup[]): string {
  const parts = groups.map(
    (group) => `<details>
<summary>${escaped(group.name)}<span class="usd">${usd(group.usd.expected, group.isWhole)}</span></summary>
<ul>
${group.lines.map(lineItem).join("\n")}
</ul>
</details>`,
  );
  return section("Every line with its workings", parts.join("\n"));
}

function lineItem(line: EstimateLine): string {
  const { service, what, logicalId, usd: own } = line;
  const amount = own === null ? "unknown" : usd(own.expected);
  return `<li><span>${escaped(`${service}: ${what}`)}</span><span class="usd">${amount}</span><span class="quiet">${escaped(`${workings(line)}${logicalId === "" ? "" : ` (${logicalId})`}`)}</span></li>`;
}

/** How the expected sum comes about. */
function workings({ quantity, prices: [price], assumption }: EstimateLine): string {
  const amount = quantity.expected.toLocaleString("en", { maximumFractionDigits: 2 });
  const by = price === undefined ? ", no price is known" : ` at ${price.usd} USD a ${price.unit}`;
  return `${amount}${by}${assumption === null ? "" : `; ${assumption}`}`;
}

function priceSection({ lines }: AdvisedEstimate): string {
  const prices = new Map(lines.flatMap((line) => line.prices).map((price) => [nameOf(price), price]));
  const items = [...prices.entries()]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(
      ([name, price]) =>
        `<li><span>${escaped(name)}</span><span class="usd">${price.usd}</span><span class="quiet">${escaped(originOf(price))}</span></li>`,
    );
  return section(
    "Prices, their dates and sources",
    `<details>\n<summary>${prices.size} prices</summary>\n<ul>\n${items.join("\n")}\n</ul>\n</details>`,
  );
}

const nameOf = ({ service, item, unit }: Price): string => `${service}, ${item}, a ${unit}`;

const originOf = ({ offer, asOf, confidence, source }: Price): string =>
  `${offer}, ${asOf ?? "undated"}, ${confidence} confidence: ${source}`;

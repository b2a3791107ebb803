import { anEstimate, type Basis, type Resources } from "./an-estimate.js";
import type { Estimate, EstimateLine } from "../estimate/estimate.js";

/** A way to write a resource, with all that its price depends on. */
export interface Variant {
  readonly resources: Resources;
  readonly usage?: Basis;
  /** Only lines of this resource; all where it is left out. */
  readonly only?: string;
}

const REGIONS = ["us-east-1", "eu-central-1"] as const;

/** What variants of a resource cost a month at the expected load, in two regions, as a person reads it. */
export function goldenTable(title: string, variants: Readonly<Record<string, Variant>>): string {
  const blocks = Object.entries(variants).map(([name, variant]) => block(name, variant));
  return [`${title}, USD a month at the expected load`, "", blocks.join("\n\n"), ""].join("\n");
}

function block(name: string, { resources, usage = {}, only }: Variant): string {
  const estimates = REGIONS.map((region) => anEstimate(resources, { ...usage, region }));
  const linesIn = ({ lines }: Estimate): readonly EstimateLine[] =>
    lines
      .filter(({ logicalId }) => only === undefined || logicalId === only)
      .toSorted((left, right) => titleOf(left).localeCompare(titleOf(right)));
  const [first = [], second = []] = estimates.map(linesIn);
  const rows = first.map((line, index) => [
    titleOf(line),
    `${amount(line.quantity.expected)} ${line.unit === null ? "?" : singleUnit(line.unit)}`.trim(),
    ...priceCells(line),
    ...priceCells(second[index]),
  ]);
  const totals = [first, second].flatMap((lines) => ["", totalOf(lines)]);
  const notes = [...new Set([...first, ...second].flatMap(({ assumption }) => assumption ?? []))].toSorted();
  const table = [["", "quantity", REGIONS[0], "USD", REGIONS[1], "USD"], ...rows, ["together", "", ...totals]];
  return [`## ${name}`, ...aligned(table), ...notes.map((note) => `  * ${note}`)].join("\n");
}

const titleOf = ({ service, what }: EstimateLine): string => `${service}: ${what}`;

/** Quantities are single ones, whatever a price is for. */
const singleUnit = (unit: string): string => unit.replace(/^(1M|100k|10k|1000)( |$)/, "");

const amount = (quantity: number): string => String(Number(quantity.toFixed(3)));

const MARKS = { high: "", medium: "", low: " (low)" } as const;

function priceCells(line: EstimateLine | undefined): readonly string[] {
  if (line?.usd === null || line === undefined) return ["unknown", "unknown"];
  const [price] = line.prices;
  if (price === undefined) return ["unknown", "unknown"];
  return [`${price.usd} / ${price.unit}${MARKS[price.confidence]}`, line.usd.expected.toFixed(2)];
}

function totalOf(lines: readonly EstimateLine[]): string {
  const sum = lines.reduce((usd, line) => usd + (line.usd?.expected ?? 0), 0).toFixed(2);
  return lines.some(({ usd }) => usd === null) ? `>= ${sum}` : sum;
}

const RIGHT_ALIGNED = [3, 5];

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row
      .map((cell, column) =>
        RIGHT_ALIGNED.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")}`.trimEnd(),
  );
}

import type { Estimate } from "@fairlead/cost";
import type { ComparedBills } from "./price-compared.js";

const dollars = (usd: number): string => usd.toFixed(2);

/** One sum, or its range beside it where something scales. */
const spanned = ({ usd: { min, expected, max } }: Estimate): string =>
  max - min < 0.005 ? dollars(min) : `${dollars(expected)} (${dollars(min)} to ${dollars(max)})`;

const atLeast = ({ isWhole, lines }: Estimate): string =>
  isWhole || lines.every(({ usd }) => usd !== null) ? "" : "at least ";

const unknown = ({ lines }: Estimate): readonly string[] => [
  ...new Set(lines.filter(({ usd }) => usd === null).map(({ service, what }) => `${service}, ${what}`)),
];

const row = ({ title, claimed, written, ours, aim, because }: ComparedBills): string =>
  [
    title,
    claimed,
    `${atLeast(written)}${spanned(written)}`,
    dollars(ours.usd.min),
    `${atLeast(ours)}${dollars(ours.usd.expected)}`,
    dollars(ours.usd.max),
    aim === null ? "" : `${aim.usd}${aim.of === "min" ? " at the least tasks" : ""}`,
    because,
  ].join(" | ");

const unknownLine = ({ title, ours, written }: ComparedBills): readonly string[] =>
  [...unknown(ours).map((what) => ["ours", what]), ...unknown(written).map((what) => ["as written", what])].map(
    ([whose, what]) => `- ${title}, ${whose ?? ""}: ${what ?? ""}`,
  );

/** What the five plans say that they cost, what they cost as they are written, and what the same costs here. */
export const plansCostPage = (bills: readonly ComparedBills[]): string => `# What the plans claim, and what they cost

This page is generated: \`npm run docs\`.

USD a month at list prices, without tax, discounts and free tiers. Both bills of a row count on the same region and the same usage, which stands in
the example's \`usage\`; public IPv4, capacity units of load balancers, logs and traffic are counted in both. What models cost is on
their providers' bills in every plan, and left out of both. The plan's system is priced as it is written; where it could not start, as it
would have to be to start.

Plan and environment | Claimed | As written | Ours at least | Ours expected | Ours at most | Aim | What makes the difference
--- | ---: | ---: | ---: | ---: | ---: | ---: | ---
${bills.map(row).join("\n")}

No price is known for these lines, which are in no sum above:

${bills.flatMap(unknownLine).join("\n")}
`;

/** One bill, line by line, for a person to check. */
export const billText = (title: string, { region, usd, lines, isWhole }: Estimate): string =>
  [
    `${title}, ${region}: ${isWhole ? "" : "at least "}${dollars(usd.expected)} USD a month (${dollars(usd.min)} to ${dollars(usd.max)})`,
    "",
    ...lines.map((line) =>
      [
        (line.usd === null ? "unknown" : dollars(line.usd.expected)).padStart(9),
        `  ${line.address ?? "environment"}: ${line.service}, ${line.what}`,
        `: ${line.quantity.expected.toLocaleString("en", { maximumFractionDigits: 2 })}`,
        line.prices[0] === undefined ? "" : ` at ${line.prices[0].usd} a ${line.prices[0].unit}`,
        line.assumption === null ? "" : `; ${line.assumption}`,
      ].join(""),
    ),
    "",
  ].join("\n");

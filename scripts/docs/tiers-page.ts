import { type TierName, TIERS } from "@fairlead/model";

const NAMES = ["minimal", "standard", "production"] as const satisfies readonly TierName[];

const inline = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

/** The tables of defaults as a page, with the reason of each cell. */
export function tiersPage(): string {
  const cells = Object.keys(TIERS.minimal);
  const cellOf = (tier: TierName, name: string) => Object.entries(TIERS[tier]).find(([key]) => key === name)?.[1];
  const rows = cells.map(
    (name) => `| \`${name}\` | ${NAMES.map((tier) => inline(cellOf(tier, name)?.value)).join(" | ")} |`,
  );
  const reasons = cells.flatMap((name) => {
    const byReason = Map.groupBy(NAMES, (tier) => cellOf(tier, name)?.reason ?? "");
    return [`### ${name}`, "", ...[...byReason].map(([reason, tiers]) => `- **${tiers.join(", ")}**: ${reason}`), ""];
  });
  return [
    "# Tiers",
    "",
    "<!-- Written by npm run docs from packages/model/src/environment/tiers.ts; change it there. -->",
    "",
    "A tier is a table of defaults. An environment names its tier and overrides any cell:",
    "",
    "```ts",
    'environments: { prod: { tier: "production", region: "us-east-1", overrides: { zones: 2, tracing: false } } }',
    "```",
    "",
    "`fairlead explain <part>` shows which cells a part of your app follows, and why.",
    "",
    `| cell | ${NAMES.join(" | ")} |`,
    "|---|---|---|---|",
    ...rows,
    "",
    "## Reasons",
    "",
    ...reasons,
  ].join("\n");
}

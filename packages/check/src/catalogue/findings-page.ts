import type { CatalogueEntry } from "./catalogue-entry.js";
import { ACCEPTANCE_EXPIRED, ACCEPTANCE_UNUSED } from "../acceptance/acceptance-entries.js";
import { ACCEPTED_BY_DESIGN } from "../acceptance/accepted-by-design.js";
import { PERMITTED_BEYOND, REACHABLE_BEYOND } from "../matrix/beyond-entries.js";
import { APP_RULES } from "../rules/app-rules.js";
import { TEMPLATE_RULES } from "../rules/template-rules.js";
import { CDK_NAG_ENTRIES } from "../translation/cdk-nag-entries.js";
import { CLOUDFORMATION_ENTRIES } from "../translation/cloudformation-entries.js";
import type { ToolEntry } from "../translation/tool-entry.js";

const INTRODUCTION = `# Findings

<!-- Written by npm run docs from the catalogue in packages/check; change it there. -->

\`fairlead check\` and \`fairlead plan\` report findings by these codes; \`fairlead explain <code>\` shows one of them. An **error** fails on
AWS or loses data, a **warning** works and will hurt, a **note** is worth knowing. Rules of CloudFormation's validator, of cdk-nag and of
the AWS CDK that have no words of Fairlead's own are passed on in the tool's words, under a code made of the tool's id, such as
\`CloudFormationE3001\`.

To live with a finding for a time, accept it in the description, with a reason and a last day:

\`\`\`ts
accept: [{ finding: "SingleNat", on: "network", reason: "Traffic is small until the launch.", until: "2027-03-31" }],
\`\`\`
`;

const entryText = ({ code, severity, title, why, fix, link }: CatalogueEntry, extra = ""): string =>
  `### ${code}\n\n**${severity}** · ${title}.${extra}\n\n${why}\n\n_Mend it:_ ${fix}\n\n[Source](${link})\n`;

const byCode = <Entry extends CatalogueEntry>(entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => (a.code < b.code ? -1 : 1));

const section = (title: string, entries: readonly CatalogueEntry[]): string =>
  `## ${title}\n\n${byCode(entries)
    .map((entry) => entryText(entry))
    .join("\n")}`;

const toolSection = (title: string, entries: readonly ToolEntry[]): string =>
  `## ${title}\n\n${byCode(entries)
    .map((entry) => entryText(entry, ` (${entry.rules.join(", ")})`))
    .join("\n")}`;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("*", "\\*");

const designTable = (): string =>
  [
    "## Accepted by design",
    "",
    "What Fairlead's own constructs cause on purpose. Each reason is looked at again by its day.",
    "",
    "| finding | where | tiers | reason | until |",
    "| --- | --- | --- | --- | --- |",
    ...ACCEPTED_BY_DESIGN.map(({ finding, path, message, tiers, reason, until }) => {
      const where = [path, message]
        .flatMap((pattern) => (pattern === null ? [] : `\`${cell(pattern.source)}\``))
        .join(" ");
      return `| ${finding} | ${where === "" ? "anywhere" : where} | ${tiers?.join(", ") ?? "all"} | ${cell(reason)} | ${until} |`;
    }),
    "",
  ].join("\n");

/** The page `docs/generated/findings.md`, in Markdown. */
export const findingsPage = (): string =>
  [
    INTRODUCTION,
    section("On the description", APP_RULES),
    section("On templates", TEMPLATE_RULES),
    section("On description and templates together", [PERMITTED_BEYOND, REACHABLE_BEYOND]),
    section("On acceptances", [ACCEPTANCE_EXPIRED, ACCEPTANCE_UNUSED]),
    toolSection("From cdk-nag", CDK_NAG_ENTRIES),
    toolSection("From CloudFormation's validator", CLOUDFORMATION_ENTRIES),
    designTable(),
  ].join("\n");

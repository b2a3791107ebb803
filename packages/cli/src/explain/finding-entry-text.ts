import type { CatalogueEntry } from "@fairlead/check";
import type { PlanRecord } from "../plan/plan-record.js";
import { findingPlace } from "../report/finding-text.js";
import { type Page, section } from "../report/page.js";
import { wrapHanging } from "../terminal/wrap.js";

/** A kind of finding: what it means, and where it occurs in this plan. */
export function findingEntryText(entry: CatalogueEntry, record: PlanRecord, page: Page): readonly string[] {
  const { style, width } = page;
  const occurrences = record.findings.filter(({ code }) => code === entry.code);
  return [
    `${style("heading", entry.code)}  ${style("quiet", entry.severity)}  ${entry.title}`,
    ...wrapHanging(`  ${style("quiet", "why")}  `, entry.why, width),
    ...wrapHanging(`  ${style("good", "fix")}  `, entry.fix, width),
    `  ${style("link", entry.link)}`,
    ...section(
      `In ${record.app.environment.name}`,
      occurrences.length === 0
        ? ["  It occurs nowhere."]
        : occurrences.flatMap((finding) => [
            ...wrapHanging("  • ", finding.message, width),
            ...[findingPlace(finding)].filter((place) => place !== "").map((place) => style("quiet", `    ${place}`)),
            ...(finding.status.kind === "accepted"
              ? wrapHanging("    accepted: ", `${finding.status.reason} Until ${finding.status.until}.`, width)
              : []),
          ]),
      page,
    ),
  ];
}

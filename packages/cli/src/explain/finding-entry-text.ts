import type { CatalogueEntry } from "@fairlead/check";
import type { PlanRecord } from "../plan/plan-record.js";
import { findingPlace } from "../report/finding-text.js";
import { type Page, section } from "../report/page.js";
import { wrapHanging } from "../terminal/wrap.js";

/** A kind of finding: what it means, and where it occurs in this plan; without a plan, what it means alone. */
export function findingEntryText(entry: CatalogueEntry, record: PlanRecord | null, page: Page): readonly string[] {
  const { style, width } = page;
  return [
    `${style("heading", entry.code)}  ${style("quiet", entry.severity)}  ${entry.title}`,
    ...wrapHanging(`  ${style("quiet", "why")}  `, entry.why, width),
    ...wrapHanging(`  ${style("good", "fix")}  `, entry.fix, width),
    `  ${style("link", entry.link)}`,
    ...(record === null
      ? []
      : section(`In ${record.app.environment.name}`, occurrenceLines(entry.code, record, page), page)),
  ];
}

function occurrenceLines(sought: string, { findings }: PlanRecord, { style, width }: Page): readonly string[] {
  const occurrences = findings.filter(({ code }) => code === sought);
  if (occurrences.length === 0) return ["  It occurs nowhere."];
  return occurrences.flatMap((finding) => [
    ...wrapHanging("  • ", finding.message, width),
    ...[findingPlace(finding)].filter((place) => place !== "").map((place) => style("quiet", `    ${place}`)),
    ...(finding.status.kind === "accepted"
      ? wrapHanging("    accepted: ", `${finding.status.reason} Until ${finding.status.until}.`, width)
      : []),
  ]);
}

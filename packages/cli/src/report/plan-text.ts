import type { PlanRecord } from "../plan/plan-record.js";
import { edgeLines, headerLines, partLines } from "./app-text.js";
import { changeLines } from "./change-text.js";
import { costSummaryLines } from "./cost-text.js";
import { findingLines } from "./finding-text.js";
import type { Page } from "./page.js";
import { requirementLines } from "./requirement-text.js";
import { stackLines } from "./stack-text.js";

/** A plan for a person at a terminal or for a log. */
export const planText = (record: PlanRecord, page: Page): string =>
  [
    ...headerLines(record.app, page),
    ...partLines(record.app, page),
    ...edgeLines(record.app, page),
    ...stackLines(record, page),
    ...findingLines(record.findings, page),
    ...requirementLines(record.requirements, page),
    ...costSummaryLines(record, page),
    ...changeLines(record.changes, page),
  ].join("\n");

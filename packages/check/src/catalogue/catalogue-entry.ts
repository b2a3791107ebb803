import type { Severity } from "../finding.js";

/** What is known of one kind of finding, wherever it is found. `docs/generated/findings.md` is written from these. */
export interface CatalogueEntry {
  /** A stable word in PascalCase. */
  readonly code: string;
  /** What a finding has unless the rule says otherwise for the case at hand. */
  readonly severity: Severity;
  /** A few words for a heading. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
  /** Where the rule comes from. */
  readonly link: string;
}

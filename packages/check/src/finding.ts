import type { SourceLocation } from "@fairlead/errors";
import type { Address } from "@fairlead/model";

/** `error`: it fails on AWS or loses data. `warning`: it works and will hurt. `note`: worth knowing. */
export type Severity = "error" | "warning" | "note";

/** Something that is wrong, risky or worth knowing in an app or its templates. */
export interface Finding {
  /** A stable word in PascalCase, e.g. `PlainHttp`; documented in `docs/generated/findings.md`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is the case here, as a full sentence with the names in it. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
  /** Where the rule comes from. */
  readonly link: string;
  readonly address: Address | null;
  readonly resource: { readonly stack: string; readonly logicalId: string; readonly type: string } | null;
  /** The line of the description that caused it. */
  readonly source: SourceLocation | null;
  readonly status: FindingStatus;
}

export type FindingStatus =
  | { readonly kind: "open" }
  /** Looked at and lived with: by Fairlead's own design, or by the description's `accept`. */
  | {
      readonly kind: "accepted";
      readonly by: "fairlead" | "description";
      readonly reason: string;
      /** Day in ISO form; the finding is open again from the day after. */
      readonly until: string;
    };

import type { TierName } from "@fairlead/model";

/** A finding that Fairlead's own constructs cause on purpose. */
export interface DesignAcceptance {
  readonly finding: string;
  /** CloudFormation type; `null`: any. */
  readonly type: string | null;
  /** What the construct path must match; `null`: any. */
  readonly path: RegExp | null;
  /** What the message must match, where one code covers different cases; `null`: any. */
  readonly message: RegExp | null;
  /** Tiers that it holds in; `null`: all. */
  readonly tiers: readonly TierName[] | null;
  readonly reason: string;
  /** Day in ISO form by which the reason is looked at again. */
  readonly until: string;
}

/** Reviewed together, once a year. */
const UNTIL = "2027-11-30";
const anywhere = { type: null, path: null, message: null, tiers: null, until: UNTIL } as const;

/** What Fairlead's own design lives with, and why. */
export const ACCEPTED_BY_DESIGN: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "DefaultDatabasePort",
    reason:
      "Only the security groups of tasks that name the database reach the port; another number would hide it from nobody who is let in.",
  },
];

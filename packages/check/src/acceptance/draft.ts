import type { Finding, FindingStatus } from "../finding.js";

/** A finding before it is known who accepts it. */
export interface Draft extends Omit<Finding, "status"> {
  /** Empty for what is no resource. */
  readonly constructPath: string;
  /** What a permission with a wildcard allows; empty for all else. */
  readonly actions: readonly string[];
}

/** Settles a draft. */
export const toFinding = (draft: Draft, status: FindingStatus): Finding => ({
  code: draft.code,
  severity: draft.severity,
  message: draft.message,
  why: draft.why,
  fix: draft.fix,
  link: draft.link,
  address: draft.address,
  resource: draft.resource,
  source: draft.source,
  status,
});

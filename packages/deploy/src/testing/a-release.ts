import type { ReleaseStart } from "../ledger/release-ledger.js";

/** The beginning of a release, for tests that aren't about it. */
export const aReleaseStart = (changes: Partial<ReleaseStart> = {}): ReleaseStart => ({
  action: { kind: "deploy" },
  plan: null,
  expectedMonthlyUsd: null,
  findings: null,
  by: "arn:aws:sts::111122223333:assumed-role/deployer/ada",
  toolVersion: "0.1.0",
  deadlineMs: 3_600_000,
  ...changes,
});

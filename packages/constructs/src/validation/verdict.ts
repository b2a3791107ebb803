import { createHash } from "node:crypto";
import type { Violation } from "../assembly/assembly.js";

/** What one tool has to say about one template. */
export type Verdict = readonly Omit<Violation, "stack">[];

/** All that a verdict follows from. */
export interface VerdictSubject {
  readonly tool: Violation["tool"];
  readonly toolVersion: string;
  /** Values that the tool puts in for the pseudo parameters; `undefined` while they are not known. */
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly templateText: string;
}

// Raise it when the translation of a tool's report into violations changes.
const TRANSLATION = 1;

/** The name that a verdict is kept under: two subjects with one key get one verdict. */
export function verdictKey({ tool, toolVersion, region, account, templateText }: VerdictSubject): string {
  const facts = JSON.stringify([TRANSLATION, tool, toolVersion, region ?? null, account ?? null]);
  return createHash("sha256").update(facts).update("\n").update(templateText).digest("hex");
}

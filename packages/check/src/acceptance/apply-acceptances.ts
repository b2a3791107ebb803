import type { Acceptance, ResolvedApp } from "@fairlead/model";
import type { CatalogueEntry } from "../catalogue/catalogue-entry.js";
import type { Finding, FindingStatus } from "../finding.js";
import { ACCEPTANCE_EXPIRED, ACCEPTANCE_UNUSED } from "./acceptance-entries.js";
import { ACCEPTED_BY_DESIGN, type DesignAcceptance } from "./accepted-by-design.js";
import { type Draft, toFinding } from "./draft.js";

interface Candidate {
  readonly by: "fairlead" | "description";
  readonly finding: string;
  readonly reason: string;
  readonly until: string;
  readonly matches: (draft: Draft) => boolean;
}

const fromDescription = ({ finding, on, reason, until }: Acceptance): Candidate => ({
  by: "description",
  finding,
  reason,
  until,
  matches: (draft) => draft.code === finding && (on === null || draft.address === on),
});

const fromDesign = ({ finding, reason, until, path, message, actions }: DesignAcceptance): Candidate => ({
  by: "fairlead",
  finding,
  reason,
  until,
  matches: (draft) =>
    draft.code === finding &&
    (path === null || path.test(draft.constructPath)) &&
    (message === null || message.test(draft.message)) &&
    (actions === null || (draft.actions.length > 0 && draft.actions.every((action) => actions.includes(action)))),
});

function statusOf(draft: Draft, candidates: readonly Candidate[], today: string): FindingStatus {
  // Days in ISO form sort as text.
  const holding = candidates.find((candidate) => candidate.until >= today && candidate.matches(draft));
  if (holding === undefined) return { kind: "open" };
  return { kind: "accepted", by: holding.by, reason: holding.reason, until: holding.until };
}

const about = (candidate: Candidate): string =>
  candidate.by === "description"
    ? `The acceptance of ${candidate.finding}`
    : `Fairlead's own acceptance of ${candidate.finding}`;

const openFinding = (entry: CatalogueEntry, message: string): Finding => ({
  code: entry.code,
  severity: entry.severity,
  message,
  why: entry.why,
  fix: entry.fix,
  link: entry.link,
  address: null,
  resource: null,
  source: null,
  status: { kind: "open" },
});

function findingsOnAcceptances(candidates: readonly Candidate[], drafts: readonly Draft[], today: string): Finding[] {
  return candidates.flatMap((candidate) => {
    const used = drafts.some(candidate.matches);
    if (used && candidate.until < today)
      return [
        openFinding(
          ACCEPTANCE_EXPIRED,
          `${about(candidate)} ended on ${candidate.until}; what it covered is open again.`,
        ),
      ];
    if (!used && candidate.by === "description")
      return [
        openFinding(
          ACCEPTANCE_UNUSED,
          `${about(candidate)} until ${candidate.until} covers nothing in this environment.`,
        ),
      ];
    return [];
  });
}

/** What decides beside the description. */
export interface AcceptanceRules {
  /** Day in ISO form. */
  readonly today: string;
  /** Default: {@link ACCEPTED_BY_DESIGN}. */
  readonly byDesign?: readonly DesignAcceptance[];
}

/** Settles what is open and what is accepted on a day, and adds what there is to say about the acceptances themselves. */
export function applyAcceptances(
  drafts: readonly Draft[],
  app: Pick<ResolvedApp, "acceptances" | "environment">,
  { today, byDesign = ACCEPTED_BY_DESIGN }: AcceptanceRules,
): Finding[] {
  const candidates = [
    ...app.acceptances.map(fromDescription),
    ...byDesign.filter(({ tiers }) => tiers === null || tiers.includes(app.environment.tier)).map(fromDesign),
  ];
  return [
    ...drafts.map((draft) => toFinding(draft, statusOf(draft, candidates, today))),
    ...findingsOnAcceptances(candidates, drafts, today),
  ];
}

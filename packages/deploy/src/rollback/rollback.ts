import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import { Ledger, type LedgerOf } from "../ledger/release-ledger.js";
import type { OpenRelease } from "../ledger/open-release.js";
import type { ReleaseRecord } from "../ledger/release-record.js";
import type { Outcome } from "../outcome/outcome.js";
import { rolloutOutcome } from "../rollout/rollout-outcome.js";
import { isInProgress } from "../stacks/stack-status.js";
import type { StackPlace } from "../stacks/stacks.js";
import { chooseRelease } from "./choose-release.js";
import { readReleasedServices } from "./read-released-services.js";
import { type RestoreRequest, restoreProblems, restoreServices } from "./restore-services.js";

export interface RollbackRequest {
  readonly environment: LedgerOf;
  readonly cluster: string;
  /** The stack of the services: while CloudFormation is at work on it, nothing is concluded. */
  readonly stack: StackPlace;
  /** Number of the release to go back to; `null`: the good one before. */
  readonly to: number | null;
  /** Milliseconds that it may take. */
  readonly deadlineMs: number;
  readonly toolVersion: string;
  readonly signal?: AbortSignal | undefined;
}

export const ROLLBACK_DEFAULTS = {
  /** A slow canary of an earlier version takes an hour like any other. */
  deadlineMs: 60 * 60 * 1000,
} as const;

export type RollbackPorts = Pick<
  DeployPorts,
  "account" | "clock" | "releaseStore" | "scaling" | "services" | "stacks" | "targets"
>;

/** How many releases back are looked at: a year of one a week. */
const RECORDS = 50;

/**
 * Undoes a release: brings every service back to what it was in an earlier one, and says what then serves. Interrupted anywhere and run again,
 * it carries on. A release that is under way is taken over: whoever runs it writes no more, and what ECS deploys for it is taken back.
 *
 * @throws UserError when there is no release to go back to, or AWS refuses.
 */
export async function rollback(request: RollbackRequest, ports: RollbackPorts, report: Report): Promise<Outcome> {
  const ledger = new Ledger(request.environment, ports);
  const records = await ledger.list(RECORDS);
  const underWay = openRollback(records, request.to);
  const chosen = chooseRelease(
    records.filter((record) => record !== underWay),
    underWay?.action.kind === "rollback" ? underWay.action.to : request.to,
  );
  const restore = restoreRequest(request, chosen, ports);
  const problems = await restoreProblems(restore, ports);
  if (problems.length > 0) return { kind: "refused", problems };
  const release = await claim(ledger, { request, records, underWay, chosen }, ports);
  report({ type: "step", step: "rollback", state: "begun", says: `Going back to release ${chosen.number}.` });
  tellLeftAlone(chosen, records, report);
  const { verdicts, changed } = await restoreServices(restore, ports, report);
  const outcome = rolloutOutcome(verdicts, {
    isCancelled: request.signal?.aborted === true,
    // What an interrupted run has done is this release's, too.
    isUnchanged: !changed && underWay === null,
  });
  tellEnd(outcome, { chosen, stack: request.stack.name }, report);
  await record(release, outcome, { restore, ports });
  return outcome;
}

/** One that was interrupted, unless another release is asked for now. */
const openRollback = ([last]: readonly ReleaseRecord[], to: number | null): ReleaseRecord | null =>
  last?.end === null && last.action.kind === "rollback" && (to === null || to === last.action.to) ? last : null;

const restoreRequest = (
  { cluster, stack, deadlineMs, signal }: RollbackRequest,
  { facts }: ReleaseRecord,
  { clock, stacks }: RollbackPorts,
): RestoreRequest => ({
  cluster,
  services: facts.services,
  deadlineMs: clock.nowMs() + deadlineMs,
  signal,
  isReleasing: async () => isInProgress((await stacks.describe(stack))?.status ?? "NONE"),
});

interface Claim {
  readonly request: RollbackRequest;
  readonly records: readonly ReleaseRecord[];
  readonly underWay: ReleaseRecord | null;
  readonly chosen: ReleaseRecord;
}

async function claim(
  ledger: Ledger,
  { request, records: [last], underWay, chosen }: Claim,
  { account }: RollbackPorts,
): Promise<OpenRelease> {
  const { arn: by } = await account.identity();
  if (underWay !== null) return ledger.resume(underWay.number, by, request.deadlineMs);
  if (last?.end === null) await ledger.giveUp(last.number, by, true);
  return ledger.begin(chosen.descriptionHash, {
    action: { kind: "rollback", to: chosen.number },
    plan: null,
    expectedMonthlyUsd: chosen.expectedMonthlyUsd,
    findings: null,
    by,
    toolVersion: request.toolVersion,
    deadlineMs: request.deadlineMs,
  });
}

/** Services that came after that release go on: what they are was never otherwise. */
function tellLeftAlone(chosen: ReleaseRecord, records: readonly ReleaseRecord[], report: Report): void {
  const known = new Set(chosen.facts.services.map(({ name }) => name));
  const later = records.flatMap(({ facts }) => facts.services.map(({ name }) => name));
  for (const name of new Set(later.filter((service) => !known.has(service)))) {
    report({
      type: "warning",
      says: `Release ${chosen.number} had no service ${name}: it is left as it is.`,
    });
  }
}

function tellEnd(
  outcome: Outcome,
  { chosen, stack }: { readonly chosen: ReleaseRecord; readonly stack: string },
  report: Report,
): void {
  const isDone = outcome.kind === "done" || outcome.kind === "unchanged";
  const says = isDone ? `Release ${chosen.number} serves.` : `Release ${chosen.number} doesn't serve.`;
  report({ type: "step", step: "rollback", state: isDone ? "done" : "failed", says });
  if (outcome.kind !== "done") return;
  report({
    type: "warning",
    says: `CloudFormation's stack ${stack} still holds the later release: what runs differs from it on purpose. The next fairlead deploy brings in line each service that it changes; one that its description leaves as in the later release stays rolled back, and is told so.`,
  });
}

/** Whatever the end, what serves now is known afterwards; one that goes on has no end yet, and can be carried on with. */
async function record(
  release: OpenRelease,
  outcome: Outcome,
  { restore, ports }: { readonly restore: RestoreRequest; readonly ports: RollbackPorts },
): Promise<void> {
  if (outcome.kind === "timed-out" || outcome.kind === "cancelled") return;
  const names = restore.services.map(({ name }) => name);
  const services = await readReleasedServices(restore.cluster, names, ports);
  const problems = "problems" in outcome ? outcome.problems : [];
  const { arn: by } = await ports.account.identity();
  await release.end({ outcome: outcome.kind, problems, by }, { services });
}

import type { ResolvedApp } from "@fairlead/model";
import { isInterrupted, type Ledger, ledgerOf } from "../ledger/release-ledger.js";
import type { LedgerPorts } from "../ledger/ledger-ports.js";
import type { ReleaseRecord } from "../ledger/release-record.js";

/** How a release stands. */
export type ReleaseState =
  | { readonly kind: "ended"; readonly outcome: NonNullable<ReleaseRecord["end"]>["outcome"] }
  | { readonly kind: "under-way" }
  /** Its time is up, and it has no end. */
  | { readonly kind: "interrupted" };

/** A release with what follows from the time. */
export interface ShownRelease {
  readonly record: ReleaseRecord;
  readonly state: ReleaseState;
  /** From its beginning to its end; `null`: it has none. */
  readonly seconds: number | null;
}

/** The youngest releases of an environment, youngest first. */
export async function listReleases(
  app: ResolvedApp,
  limit: number,
  ports: LedgerPorts,
): Promise<readonly ShownRelease[]> {
  return (await ledgerOf({ app }, ports).list(limit)).map((record) => shown(record, ports));
}

/** @throws UserError when there is no such release. */
export async function showRelease(app: ResolvedApp, number: number, ports: LedgerPorts): Promise<ShownRelease> {
  return shown(await ledgerOf({ app }, ports).read(number), ports);
}

/**
 * Closes a release that nobody carries on with.
 * @throws UserError when it has ended, or when its time isn't up and nobody said that it runs no more.
 */
export async function giveUpRelease(
  app: ResolvedApp,
  { number, evenIfUnderWay }: { readonly number: number; readonly evenIfUnderWay: boolean },
  ports: LedgerPorts & { readonly account: { identity(): Promise<{ readonly arn: string }> } },
): Promise<ShownRelease> {
  const { arn } = await ports.account.identity();
  const ledger: Ledger = ledgerOf({ app }, ports);
  return shown(await ledger.giveUp(number, arn, evenIfUnderWay), ports);
}

function shown(record: ReleaseRecord, { clock }: LedgerPorts): ShownRelease {
  const { end, startedAt } = record;
  if (end === null) {
    const kind = isInterrupted(record, clock.nowMs()) ? "interrupted" : "under-way";
    return { record, state: { kind }, seconds: null };
  }
  const seconds = (new Date(end.at).getTime() - new Date(startedAt).getTime()) / 1000;
  return { record, state: { kind: "ended", outcome: end.outcome }, seconds };
}

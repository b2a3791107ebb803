import { UserError } from "@fairlead/errors";
import type { DeployTarget } from "../target/deploy-target.js";
import { interruptedError, takenOverError, underWayError } from "./ledger-errors.js";
import type { LedgerPorts } from "./ledger-ports.js";
import { OpenRelease, updateRelease } from "./open-release.js";
import {
  readRelease,
  releaseKey,
  releaseNumber,
  releasePrefix,
  type ReleaseRecord,
  writeRelease,
} from "./release-record.js";

/** What is known when a release begins. */
export interface ReleaseStart extends Pick<
  ReleaseRecord,
  "action" | "plan" | "expectedMonthlyUsd" | "findings" | "by" | "toolVersion"
> {
  /** How long it may take: from then on another run may carry on with it. */
  readonly deadlineMs: number;
}

/** The environment that a ledger is of. */
export interface LedgerOf {
  readonly app: string;
  readonly environment: string;
}

interface Seen {
  readonly key: string;
  readonly record: ReleaseRecord;
  readonly etag: string;
}

/** The releases of one environment. */
export class Ledger {
  readonly #of: LedgerOf;
  readonly #ports: LedgerPorts;

  constructor(of: LedgerOf, ports: LedgerPorts) {
    this.#of = of;
    this.#ports = ports;
  }

  /**
   * Claims the next number. At most one release of an environment is open at a time.
   * @throws UserError `DeploymentUnderWay` or `DeploymentInterrupted` while another one is open.
   */
  async begin(descriptionHash: string, start: ReleaseStart): Promise<OpenRelease> {
    const { releaseStore } = this.#ports;
    await releaseStore.prepare();
    const holder = releaseStore.token();
    // Ends: whoever loses a number has lost it to a release that is open, or to one that has ended since.
    for (;;) {
      const last = await this.#lastSeen();
      // The claim had come through, and only its answer was lost.
      if (last?.record.holder === holder) return new OpenRelease({ ...last, ports: this.#ports });
      if (last !== null) this.#refuseIfOpen(last.record);
      const record = this.#newRecord({ descriptionHash, start, holder, number: (last?.record.number ?? 0) + 1 });
      const key = releaseKey(this.#of, record.number);
      const answer = await releaseStore.create(key, writeRelease(record));
      if (answer.kind === "written") return new OpenRelease({ key, record, etag: answer.etag, ports: this.#ports });
    }
  }

  /**
   * Takes over a release that was left lying, or, asked by its number, one that may still be under way. Whoever held it writes no more.
   * @throws UserError when it has ended, or when another run took it over at the same moment.
   */
  async resume(number: number, by: string, deadlineMs: number): Promise<OpenRelease> {
    const holder = this.#ports.releaseStore.token();
    const nowMs = this.#ports.clock.nowMs();
    const known = await this.#seen(number);
    const taken = await updateRelease({ key: known.key, ports: this.#ports, known }, (record) => {
      // Its answer was lost before.
      if (record.holder === holder) return record;
      refuseEnded(record);
      if (record.holder !== known.record.holder) throw takenOverError(record);
      const entry = { kind: "resumed", at: iso(nowMs), by } as const;
      return { ...record, holder, deadlineAt: iso(nowMs + deadlineMs), entries: [...record.entries, entry] };
    });
    return new OpenRelease({ key: known.key, ...taken, ports: this.#ports });
  }

  /**
   * Closes a release that nobody carries on with. What AWS does goes on; only the record ends.
   * @throws UserError when it has ended, or before its deadline unless `evenIfUnderWay`.
   */
  async giveUp(number: number, by: string, evenIfUnderWay: boolean): Promise<ReleaseRecord> {
    const nowMs = this.#ports.clock.nowMs();
    const known = await this.#seen(number);
    const { record } = await updateRelease({ key: known.key, ports: this.#ports, known }, (found) => {
      refuseEnded(found);
      if (!evenIfUnderWay && !isInterrupted(found, nowMs)) throw underWayError(found);
      return { ...found, end: { at: iso(nowMs), outcome: "given-up", problems: [], by } };
    });
    return record;
  }

  /** @throws UserError when there is no such release. */
  async read(number: number): Promise<ReleaseRecord> {
    return (await this.#seen(number)).record;
  }

  /** The youngest release, open or not; `null`: there is none. */
  async last(): Promise<ReleaseRecord | null> {
    return (await this.#lastSeen())?.record ?? null;
  }

  /** The youngest releases, youngest first. */
  async list(limit: number): Promise<readonly ReleaseRecord[]> {
    const numbers = (await this.numbers()).slice(-limit).toReversed();
    return Promise.all(numbers.map((number) => this.read(number)));
  }

  /** The youngest release that passes; `null`: none does. Reads no further than it must. */
  async findLast(passes: (record: ReleaseRecord) => boolean): Promise<ReleaseRecord | null> {
    for (const number of (await this.numbers()).toReversed()) {
      const record = await this.read(number);
      if (passes(record)) return record;
    }
    return null;
  }

  /** Ascending. */
  async numbers(): Promise<readonly number[]> {
    const keys = await this.#ports.releaseStore.keys(releasePrefix(this.#of));
    return keys.flatMap((key) => releaseNumber(key) ?? []);
  }

  #refuseIfOpen(record: ReleaseRecord): void {
    if (record.end !== null) return;
    throw isInterrupted(record, this.#ports.clock.nowMs()) ? interruptedError(record) : underWayError(record);
  }

  async #lastSeen(): Promise<Seen | null> {
    const number = (await this.numbers()).at(-1);
    return number === undefined ? null : this.#seen(number);
  }

  async #seen(number: number): Promise<Seen> {
    const key = releaseKey(this.#of, number);
    const stored = await this.#ports.releaseStore.read(key);
    if (stored !== null) return { key, record: readRelease(stored.text, key), etag: stored.etag };
    throw UserError.of("ReleaseUnknown", {
      message: `${this.#of.app} (${this.#of.environment}) has no release ${number}.`,
      fix: `List them: \`fairlead releases -e ${this.#of.environment}\`.`,
    });
  }

  #newRecord(claim: {
    readonly descriptionHash: string;
    readonly start: ReleaseStart;
    readonly holder: string;
    readonly number: number;
  }): ReleaseRecord {
    const { deadlineMs, ...start } = claim.start;
    const nowMs = this.#ports.clock.nowMs();
    return {
      schemaVersion: 1,
      ...this.#of,
      ...start,
      number: claim.number,
      descriptionHash: claim.descriptionHash,
      startedAt: iso(nowMs),
      deadlineAt: iso(nowMs + deadlineMs),
      holder: claim.holder,
      facts: { digests: {}, secretVersions: {}, services: [] },
      entries: [],
      end: null,
    };
  }
}

/** The ledger of the environment that a verb is about. */
export const ledgerOf = ({ app }: Pick<DeployTarget, "app">, ports: LedgerPorts): Ledger =>
  new Ledger({ app: app.name, environment: app.environment.name }, ports);

/** Whether a release lies open past its deadline: whoever made it is gone. */
export const isInterrupted = (record: ReleaseRecord, nowMs: number): boolean =>
  record.end === null && nowMs >= new Date(record.deadlineAt).getTime();

/** Whether the asked revisions of a release served when it ended. */
export const wasServed = ({ end }: ReleaseRecord): boolean => end?.outcome === "done" || end?.outcome === "unchanged";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function refuseEnded(record: ReleaseRecord): void {
  if (record.end === null) return;
  const { outcome, at, by } = record.end;
  throw UserError.of("ReleaseEnded", {
    message: `Release ${record.number} ended at ${at} (${outcome}, by ${by}).`,
    fix: `Nothing is left to carry on with; deploy anew: \`fairlead deploy -e ${record.environment}\`.`,
  });
}

import { expectPresent, UserError } from "@fairlead/errors";
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
import type { StoredText } from "./release-store.js";

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
      const last = await this.last();
      if (last?.holder === holder) return this.#opened(last.number);
      if (last !== null) this.#refuseIfOpen(last);
      const record = this.#newRecord({ descriptionHash, start, holder, number: (last?.number ?? 0) + 1 });
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
    const stored = await this.#stored(number);
    const first = readRelease(stored.text, releaseKey(this.#of, number));
    const taken = await updateRelease({ key: releaseKey(this.#of, number), ports: this.#ports }, (record) => {
      refuseEnded(record);
      if (record.holder !== first.holder) throw takenOverError(record);
      const entry = { kind: "resumed", at: iso(nowMs), by } as const;
      return { ...record, holder, deadlineAt: iso(nowMs + deadlineMs), entries: [...record.entries, entry] };
    });
    return new OpenRelease({ key: releaseKey(this.#of, number), ...taken, ports: this.#ports });
  }

  /**
   * Closes a release that nobody carries on with. What AWS does goes on; only the record ends.
   * @throws UserError when it has ended, or before its deadline unless `evenIfUnderWay`.
   */
  async giveUp(number: number, by: string, evenIfUnderWay: boolean): Promise<ReleaseRecord> {
    const nowMs = this.#ports.clock.nowMs();
    const { record } = await updateRelease({ key: releaseKey(this.#of, number), ports: this.#ports }, (found) => {
      refuseEnded(found);
      if (!evenIfUnderWay && !isInterrupted(found, nowMs)) throw underWayError(found);
      return { ...found, end: { at: iso(nowMs), outcome: "given-up", problems: [], by } };
    });
    return record;
  }

  /** @throws UserError when there is no such release. */
  async read(number: number): Promise<ReleaseRecord> {
    return readRelease((await this.#stored(number)).text, releaseKey(this.#of, number));
  }

  /** The youngest release, open or not; `null`: there is none. */
  async last(): Promise<ReleaseRecord | null> {
    const number = (await this.numbers()).at(-1);
    return number === undefined ? null : this.read(number);
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

  async #opened(number: number): Promise<OpenRelease> {
    const key = releaseKey(this.#of, number);
    const { text, etag } = await this.#stored(number);
    return new OpenRelease({ key, record: readRelease(text, key), etag, ports: this.#ports });
  }

  async #stored(number: number): Promise<StoredText> {
    const stored = await this.#ports.releaseStore.read(releaseKey(this.#of, number));
    if (stored !== null) return stored;
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

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function refuseEnded(record: ReleaseRecord): void {
  if (record.end === null) return;
  const { outcome, at, by } = expectPresent(record.end, "The end of a release");
  throw UserError.of("ReleaseEnded", {
    message: `Release ${record.number} ended at ${at} (${outcome}, by ${by}).`,
    fix: `Nothing is left to carry on with; deploy anew: \`fairlead deploy -e ${record.environment}\`.`,
  });
}

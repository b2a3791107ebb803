import { expectPresent } from "@fairlead/errors";
import { takenOverError } from "./ledger-errors.js";
import {
  readRelease,
  type ReleaseEntry,
  type ReleaseFacts,
  type ReleaseRecord,
  writeRelease,
} from "./release-record.js";
import type { ReleaseEnd } from "./release-record.js";
import type { LedgerPorts } from "./ledger-ports.js";

interface Held {
  readonly key: string;
  readonly record: ReleaseRecord;
  readonly etag: string;
  readonly ports: LedgerPorts;
}

type WithoutTime<Entry> = Entry extends { readonly at: string } ? Omit<Entry, "at"> : never;

/** An entry before the ledger dates it. */
export type NewEntry = WithoutTime<Exclude<ReleaseEntry, { kind: "resumed" }>>;

/** A release in this run's hand. Its methods may be called side by side; they are written one after another. */
export class OpenRelease {
  readonly #key: string;
  readonly #ports: LedgerPorts;
  readonly #holder: string;
  #now: Pick<Held, "record" | "etag">;
  #writing: Promise<unknown> = Promise.resolve();

  constructor({ key, record, etag, ports }: Held) {
    this.#key = key;
    this.#ports = ports;
    this.#holder = record.holder;
    this.#now = { record, etag };
  }

  get number(): number {
    return this.#now.record.number;
  }

  /** As it was last written or read. */
  get record(): ReleaseRecord {
    return this.#now.record;
  }

  /**
   * Adds an entry, and what is known since; facts of the same name are replaced.
   * @throws UserError `ReleaseTakenOver` once another run holds it or has ended it.
   */
  append(entry: NewEntry, facts: Partial<ReleaseFacts> = {}): Promise<void> {
    const at = this.#nowIso();
    return this.#write((record) => ({
      ...record,
      facts: { ...record.facts, ...facts },
      entries: [...record.entries, { ...entry, at }],
    }));
  }

  /** Ends it: nothing is written after this. */
  end(end: Omit<ReleaseEnd, "at">, facts: Partial<ReleaseFacts> = {}): Promise<void> {
    const at = this.#nowIso();
    return this.#write((record) => ({ ...record, facts: { ...record.facts, ...facts }, end: { ...end, at } }));
  }

  #nowIso(): string {
    return new Date(this.#ports.clock.nowMs()).toISOString();
  }

  #write(change: (record: ReleaseRecord) => ReleaseRecord): Promise<void> {
    const written = this.#writing.then(async () => {
      this.#now = await updateRelease({ key: this.#key, ports: this.#ports, known: this.#now }, (record) => {
        if (record.holder !== this.#holder || record.end !== null) throw takenOverError(record);
        return change(record);
      });
    });
    // A write that fails is its caller's to hear of, and must not keep the next one from trying.
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

interface Update {
  readonly key: string;
  readonly ports: LedgerPorts;
  /** As last seen. */
  readonly known: Pick<Held, "record" | "etag">;
}

/**
 * Changes a record as if nobody else wrote: whoever was faster is read, and the change is made again on top of what they wrote.
 * `change` throws when it may not be made any more.
 */
export async function updateRelease(
  { key, ports: { releaseStore }, known }: Update,
  change: (record: ReleaseRecord) => ReleaseRecord,
): Promise<Pick<Held, "record" | "etag">> {
  let base = known;
  for (;;) {
    const record = change(base.record);
    const text = writeRelease(record);
    const answer = await releaseStore.replace(key, text, base.etag);
    if (answer.kind === "written") return { record, etag: answer.etag };
    const stored = expectPresent(await releaseStore.read(key), `The record ${key}, which was there`);
    base = { record: readRelease(stored.text, key), etag: stored.etag };
    // This very write had come through, and only its answer was lost.
    if (stored.text === text) return base;
  }
}

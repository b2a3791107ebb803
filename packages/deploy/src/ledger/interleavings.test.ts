import { isUserError } from "@fairlead/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aReleaseStart } from "../testing/a-release.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeReleaseStore } from "../testing/fake-release-store.js";
import type { WriteAnswer } from "./release-store.js";
import type { OpenRelease } from "./open-release.js";
import { Ledger } from "./release-ledger.js";
import { readRelease, type ReleaseRecord } from "./release-record.js";

const OF = { app: "a", environment: "prod" };

/** A store whose calls are answered in the order of a schedule, and whose answers to writes that came through may get lost. */
class UnreliableStore extends FakeReleaseStore {
  readonly #losesAnswer: () => boolean;

  constructor(scheduler: fc.Scheduler, losesAnswer: () => boolean) {
    super();
    this.#losesAnswer = losesAnswer;
    this.beforeCall = (call) => scheduler.schedule(Promise.resolve(), call).then(() => undefined);
  }

  override async create(key: string, text: string): Promise<WriteAnswer> {
    return this.#answer(await super.create(key, text));
  }

  override async replace(key: string, text: string, etag: string): Promise<WriteAnswer> {
    return this.#answer(await super.replace(key, text, etag));
  }

  // The client that got no answer asks again, and meets its own object.
  #answer(answer: WriteAnswer): WriteAnswer {
    return this.#losesAnswer() ? { kind: "lost" } : answer;
  }
}

interface Writer {
  readonly name: string;
  readonly notes: number;
  /** After so many notes it is killed; at or beyond `notes` it ends well. */
  readonly diesAfter: number;
}

interface Log {
  readonly begun: { readonly number: number; readonly by: string }[];
  readonly acknowledged: { readonly number: number; readonly says: string }[];
  readonly ended: { readonly number: number; readonly by: string }[];
}

async function refusedOr<Value>(promise: Promise<Value>): Promise<Value | null> {
  return promise.catch((error: unknown) => {
    if (isUserError(error)) return null;
    throw error;
  });
}

async function writeNotes(release: OpenRelease, { name, notes, diesAfter }: Writer, log: Log): Promise<boolean> {
  const written = Array.from({ length: Math.min(notes, diesAfter) }, async (_, index) => {
    const says = `${name} ${index}`;
    await release.append({ kind: "note", says });
    log.acknowledged.push({ number: release.number, says });
  });
  const results = await Promise.all(written.map((one) => refusedOr(one.then(() => true))));
  return results.every((result) => result === true);
}

async function deploy(ledger: Ledger, writer: Writer, log: Log): Promise<void> {
  const release = await refusedOr(ledger.begin("hash", aReleaseStart({ by: writer.name })));
  if (release === null) return;
  log.begun.push({ number: release.number, by: writer.name });
  const all = await writeNotes(release, writer, log);
  if (!all || writer.diesAfter < writer.notes) return;
  const ended = await refusedOr(release.end({ outcome: "done", problems: [], by: writer.name }).then(() => true));
  if (ended !== null) log.ended.push({ number: release.number, by: writer.name });
}

/** Takes over the youngest release, whoever holds it. */
async function takeOver(ledger: Ledger, writer: Writer, log: Log): Promise<void> {
  const last = await ledger.last();
  if (last === null) return;
  const release = await refusedOr(ledger.resume(last.number, writer.name, 1000));
  if (release !== null) await writeNotes(release, writer, log);
}

const arbitraryWriter = (name: string) =>
  fc.record({ name: fc.constant(name), notes: fc.nat({ max: 4 }), diesAfter: fc.nat({ max: 8 }) });

const recordsIn = (store: FakeReleaseStore): ReleaseRecord[] =>
  [...store.objects].map(([key, { text }]) => readRelease(text, key));

const arbitraryRun = fc.record({
  writers: fc.tuple(arbitraryWriter("ada"), arbitraryWriter("bob"), arbitraryWriter("eve")),
  taker: arbitraryWriter("tom"),
  givesUp: fc.boolean(),
  losses: fc.infiniteStream(fc.boolean()),
  scheduler: fc.scheduler(),
});

describe("any order of the steps of several writers", () => {
  it("loses no entry that was acknowledged, lets one win each number, and has one release open at most", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRun, async ({ writers, taker, givesUp, losses, scheduler }) => {
        let losable = 6;
        const losesAnswer = (): boolean => losable-- > 0 && losses.next().value === true;
        const store = new UnreliableStore(scheduler, losesAnswer);
        const ledger = new Ledger(OF, { clock: new FakeClock(), releaseStore: store });
        const log: Log = { begun: [], acknowledged: [], ended: [] };
        const runs = [
          ...writers.map((writer) => deploy(ledger, writer, log)),
          takeOver(ledger, taker, log),
          ...(givesUp ? [refusedOr(ledger.giveUp(1, "guy", true))] : []),
        ];
        await scheduler.waitFor(Promise.all(runs));

        const records = recordsIn(store);
        expect(records.map(({ number }) => number)).toEqual(records.map((_, index) => index + 1));
        expect(records.filter(({ end }) => end === null).length).toBeLessThanOrEqual(1);
        expect(new Set(log.begun.map(({ number }) => number)).size).toBe(log.begun.length);
        for (const { number, by } of log.begun) expect(records[number - 1]?.by).toBe(by);
        for (const { number, by } of log.ended) expect(records[number - 1]?.end?.by).toBe(by);
        const said = records.flatMap(({ number, entries }) =>
          entries.flatMap((entry) => (entry.kind === "note" ? [`${number} ${entry.says}`] : [])),
        );
        expect(new Set(said).size).toBe(said.length);
        for (const { number, says } of log.acknowledged) expect(said).toContain(`${number} ${says}`);
      }),
      { numRuns: 500 },
    );
  });
});

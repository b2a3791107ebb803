import { isUserError } from "@fairlead/errors";
import { describe, expect, it } from "vitest";
import { aReleaseStart } from "../testing/a-release.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeReleaseStore } from "../testing/fake-release-store.js";
import type { ReleaseStore } from "./release-store.js";
import { isInterrupted, Ledger, wasServed } from "./release-ledger.js";

const OF = { app: "llm-proxy", environment: "prod" };
const HASH = "a".repeat(64);
const ADA = aReleaseStart().by;
const BOB = "arn:aws:iam::111122223333:user/bob";
const DONE = { outcome: "done", problems: [], by: ADA } as const;
const STEP = { kind: "step", step: "stacks", state: "begun", says: "Stacks are deployed." } as const;

function world(releaseStore: ReleaseStore = new FakeReleaseStore()) {
  const clock = new FakeClock();
  return { clock, ledger: new Ledger(OF, { clock, releaseStore }) };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isUserError(error) ? (error.problems[0]?.code ?? "") : "no UserError";
}

describe("Ledger", () => {
  it("numbers releases from 1 on and keeps each under its own key", async () => {
    const store = new FakeReleaseStore();
    const { ledger } = world(store);
    await (await ledger.begin(HASH, aReleaseStart())).end(DONE);
    await (await ledger.begin(HASH, aReleaseStart())).end(DONE);
    expect([...store.objects.keys()]).toEqual([
      "llm-proxy/prod/releases/000001.json",
      "llm-proxy/prod/releases/000002.json",
    ]);
  });

  it("keeps what a release learns, with the time of each entry", async () => {
    const { ledger, clock } = world();
    const release = await ledger.begin(HASH, aReleaseStart({ expectedMonthlyUsd: 181.5 }));
    clock.advance(1000);
    await release.append(STEP, { digests: { ProxyImageDigest: "sha256:1" } });
    clock.advance(1000);
    await release.append({ kind: "stack", stack: "llm-proxy-prod-Vpc", status: "CREATE_COMPLETE" });
    await release.end(DONE, { services: [] });
    expect(await ledger.read(1)).toMatchObject({
      schemaVersion: 1,
      number: 1,
      expectedMonthlyUsd: 181.5,
      startedAt: "2026-11-21T10:00:00.000Z",
      deadlineAt: "2026-11-21T11:00:00.000Z",
      facts: { digests: { ProxyImageDigest: "sha256:1" } },
      entries: [
        { kind: "step", at: "2026-11-21T10:00:01.000Z" },
        { kind: "stack", at: "2026-11-21T10:00:02.000Z" },
      ],
      end: { outcome: "done", at: "2026-11-21T10:00:02.000Z" },
    });
  });

  it("writes entries that were handed over side by side one after another, in their order", async () => {
    const { ledger } = world();
    const release = await ledger.begin(HASH, aReleaseStart());
    const says = ["one", "two", "three", "four"];
    await Promise.all(says.map((word) => release.append({ kind: "note", says: word })));
    const { entries } = await ledger.read(1);
    expect(entries.map((entry) => (entry.kind === "note" ? entry.says : ""))).toEqual(says);
  });

  it("refuses a second deployment and says who is at work, since when and how to take over", async () => {
    const { ledger } = world();
    await ledger.begin(HASH, aReleaseStart());
    await expect(ledger.begin(HASH, aReleaseStart({ by: BOB }))).rejects.toMatchObject({
      problems: [
        {
          code: "DeploymentUnderWay",
          message: `Release 1 (deploy) is under way since 2026-11-21T10:00:00.000Z, by ${ADA}; it has until 2026-11-21T11:00:00.000Z.`,
          fix: "Wait for it. If you know that it runs no more: `fairlead deploy -e prod --resume 1` carries on, `fairlead releases give-up 1 -e prod` closes it.",
        },
      ],
    });
  });

  it("refuses to begin over a release that was left lying, which is another thing than one that is under way", async () => {
    const { ledger, clock } = world();
    await ledger.begin(HASH, aReleaseStart({ deadlineMs: 1000 }));
    clock.advance(1000);
    expect(await codeOf(ledger.begin(HASH, aReleaseStart()))).toBe("DeploymentInterrupted");
    const last = await ledger.last();
    expect(last !== null && isInterrupted(last, clock.nowMs())).toBe(true);
  });

  it("hands an interrupted release to another run, and the earlier one writes no more", async () => {
    const { ledger } = world();
    const killed = await ledger.begin(HASH, aReleaseStart());
    await killed.append(STEP);
    const resumed = await ledger.resume(1, BOB, 1000);
    await resumed.append({ ...STEP, state: "done" });
    expect(await codeOf(killed.append(STEP))).toBe("ReleaseTakenOver");
    expect(await codeOf(killed.end(DONE))).toBe("ReleaseTakenOver");
    await resumed.end(DONE);
    const record = await ledger.read(1);
    expect(record.entries.map(({ kind }) => kind)).toEqual(["step", "resumed", "step"]);
    expect(wasServed(record)).toBe(true);
  });

  it("gives up only what was left lying, unless told that nothing runs any more", async () => {
    const { ledger } = world();
    const killed = await ledger.begin(HASH, aReleaseStart());
    expect(await codeOf(ledger.giveUp(1, BOB, false))).toBe("DeploymentUnderWay");
    expect((await ledger.giveUp(1, BOB, true)).end).toMatchObject({ outcome: "given-up", by: BOB });
    expect(await codeOf(killed.append(STEP))).toBe("ReleaseTakenOver");
    expect((await ledger.begin(HASH, aReleaseStart())).number).toBe(2);
  });

  it("carries on with nothing that has ended, and finds no release that isn't there", async () => {
    const { ledger } = world();
    await (await ledger.begin(HASH, aReleaseStart())).end(DONE);
    expect(await codeOf(ledger.resume(1, BOB, 1000))).toBe("ReleaseEnded");
    expect(await codeOf(ledger.giveUp(1, BOB, true))).toBe("ReleaseEnded");
    expect(await codeOf(ledger.read(7))).toBe("ReleaseUnknown");
  });

  it("lists the youngest first and finds the youngest that served", async () => {
    const { ledger } = world();
    for (const outcome of ["done", "done", "rolled-back"] as const)
      await (await ledger.begin(HASH, aReleaseStart())).end({ ...DONE, outcome });
    expect((await ledger.list(2)).map(({ number }) => number)).toEqual([3, 2]);
    expect((await ledger.findLast(wasServed))?.number).toBe(2);
  });

  it("says which record it can't read, instead of guessing", async () => {
    const store = new FakeReleaseStore();
    await store.create("llm-proxy/prod/releases/000001.json", '{"schemaVersion":2}');
    expect(await codeOf(world(store).ledger.last())).toBe("ReleaseUnreadable");
    await store.create("llm-proxy/prod/releases/000002.json", "{");
    expect(await codeOf(world(store).ledger.read(2))).toBe("ReleaseUnreadable");
  });
});

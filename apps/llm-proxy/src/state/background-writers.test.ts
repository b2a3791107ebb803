import { describe, expect, it } from "vitest";
import type { CallEvent } from "../events/call-event.js";
import { silentLog } from "../testing/test-state.js";
import { AuditQueue } from "./audit-queue.js";
import type { AuditEntry } from "./audit-entry.js";
import type { AuditEvents } from "./audit-events.js";
import { UsageRecorder } from "./usage-recorder.js";
import type { UsageRow } from "./usage.js";

/** Takes what is written, unless it is told to fail. */
class FakeTable<Row> {
  readonly rows: Row[] = [];
  failures = 0;

  add(rows: readonly Row[]): Promise<void> {
    if (this.failures-- > 0) return Promise.reject(new TypeError("The database is away."));
    this.rows.push(...rows);
    return Promise.resolve();
  }
}

const never = { intervalMs: 1_000_000, batchSize: 3 };

describe("audit queue", () => {
  const entry = (action: string): AuditEntry => ({
    action,
    actor: "a",
    projectId: null,
    tokenId: null,
    requestId: null,
    clientIp: null,
    outcome: "success",
    reason: null,
  });
  const start = (capacity: number) => {
    const table = new FakeTable<Parameters<AuditEvents["add"]>[0][number]>();
    const queue = new AuditQueue({ events: table, log: silentLog(), now: () => 5 }, { ...never, capacity });
    return { table, queue };
  };

  it("writes everything at its close, in order and with its time", async () => {
    const { table, queue } = start(100);
    for (let index = 0; index < 10; index++) queue.record(entry(String(index)));
    await queue.close(AbortSignal.timeout(5_000));
    expect(table.rows.map((row) => row.entry.action).join("")).toBe("0123456789");
    expect(table.rows[0]?.at).toEqual(new Date(5));
    expect(queue.state).toEqual({ written: 10, dropped: 0, pending: 0 });
  });

  it("keeps what can't be written and tries again until the signal", async () => {
    const { table, queue } = start(100);
    for (let index = 0; index < 5; index++) queue.record(entry(String(index)));
    table.failures = 2;
    await queue.close(AbortSignal.timeout(10_000));
    expect(table.rows.map((row) => row.entry.action).join("")).toBe("01234");
    queue.record(entry("late"));
    table.failures = Infinity;
    await expect(queue.close(AbortSignal.timeout(20))).rejects.toThrow();
    expect(queue.state).toEqual({ written: 5, dropped: 0, pending: 1 });
  });

  it("counts what it has no room for", () => {
    const { queue } = start(2);
    for (let index = 0; index < 5; index++) queue.record(entry(String(index)));
    expect(queue.state).toEqual({ written: 0, dropped: 3, pending: 2 });
  });
});

describe("usage recorder", () => {
  const event = (change: Partial<CallEvent> = {}): CallEvent => ({
    id: "r",
    at: "2026-11-21T10:00:00.000Z",
    projectId: "p",
    tokenId: "t",
    method: "POST",
    path: "/v1/chat/completions",
    model: "gpt-4o",
    provider: "openai",
    status: 200,
    outcome: "success",
    isStream: false,
    durationMs: 10,
    timeToFirstByteMs: 5,
    usage: { inputTokens: 10, outputTokens: 5, cachedInputTokens: 0 },
    costUsd: 0.5,
    attempts: [],
    ...change,
  });
  const start = (capacity = 100) => {
    const table = new FakeTable<UsageRow>();
    return { table, recorder: new UsageRecorder({ usage: table, log: silentLog() }, { ...never, capacity }) };
  };

  it("adds calls up before it writes them", async () => {
    const { table, recorder } = start();
    recorder.record(event());
    recorder.record(event({ costUsd: null, at: "2026-11-21T11:00:00.000Z" }));
    recorder.record(event({ outcome: "truncated", usage: null, costUsd: null }));
    await recorder.close(AbortSignal.timeout(5_000));
    expect(table.rows).toEqual([
      {
        day: "2026-11-21",
        projectId: "p",
        tokenId: "t",
        model: "gpt-4o",
        provider: "openai",
        requests: 3,
        failedRequests: 1,
        unpricedRequests: 1,
        inputTokens: 20,
        outputTokens: 10,
        costUsd: 0.5,
        lastAt: new Date("2026-11-21T11:00:00.000Z"),
      },
    ]);
  });

  it("adds what could not be written to what came since", async () => {
    const { table, recorder } = start();
    recorder.record(event());
    table.failures = 1;
    expect(await recorder.flush()).toBe(false);
    recorder.record(event());
    expect(await recorder.flush()).toBe(true);
    expect(table.rows).toMatchObject([{ requests: 2, inputTokens: 20 }]);
  });

  it("leaves the calls that end while it writes to the next time, so that a busy gateway doesn't write without end", async () => {
    const written: number[] = [];
    const usage = {
      add: (rows: readonly UsageRow[]) => {
        written.push(...rows.map(({ requests }) => requests));
        if (written.length < 5) recorder.record(event());
        return Promise.resolve();
      },
    };
    const recorder = new UsageRecorder({ usage, log: silentLog() }, { ...never, capacity: 100 });
    recorder.record(event());
    await recorder.flush();
    expect(written).toEqual([1]);
    expect(recorder.state).toEqual({ pending: 1, dropped: 0 });
  });

  it("makes no row for each model that a caller invents", async () => {
    const { table, recorder } = start();
    for (const model of ["a", "b", "c"]) recorder.record(event({ model, provider: null, outcome: "gateway-error" }));
    await recorder.flush();
    expect(table.rows).toMatchObject([{ model: null, requests: 3, failedRequests: 3 }]);
  });

  it("counts the calls that it has no room for, and goes on with those that it knows", () => {
    const { recorder } = start(1);
    recorder.record(event());
    recorder.record(event({ tokenId: "another" }));
    recorder.record(event());
    expect(recorder.state).toEqual({ pending: 1, dropped: 1 });
  });
});

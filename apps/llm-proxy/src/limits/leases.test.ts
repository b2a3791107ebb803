import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LimitModel } from "../testing/limit-model.js";
import { limiterPorts } from "../testing/limiter-ports.js";
import { startTestRedis, type TestRedis } from "../testing/redis.js";
import { soon } from "../testing/soon.js";
import { NO_LIMITS } from "./limit-policy.js";
import type { LimitAsk, LimitDecision } from "./limiter.js";
import { RedisLimiter, type RedisLimiterPorts } from "./redis-limiter.js";

let server: TestRedis;
let counter = 0;

beforeAll(async () => {
  server = await startTestRedis();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const newToken = (): string => `leased-${(counter += 1)}`;

/** As one of several tasks that share a Redis. */
interface Task {
  readonly limiter: RedisLimiter;
  /** As kill -9 would: nothing is given back any more. */
  readonly kill: () => void;
}

async function startTask(change: Partial<RedisLimiterPorts> = {}): Promise<Task> {
  const ports = await limiterPorts(server, "bulk");
  return {
    limiter: new RedisLimiter({ ...ports, policy: { rate: "closed", quota: "closed" }, ...change }),
    kill: () => {
      ports.redis.disconnect();
      ports.bulk.disconnect();
    },
  };
}

const askOf = (limits: Partial<LimitAsk["limits"]>, estimatedTokens = 0): LimitAsk => ({
  tokenId: newToken(),
  limits: { ...NO_LIMITS, ...limits },
  estimatedTokens,
});

/** Admits so many at a pace that is worth a lease. */
async function admitQuickly({ limiter }: Task, ask: LimitAsk, count: number): Promise<readonly LimitDecision[]> {
  const decisions: LimitDecision[] = [];
  for (let index = 0; index < count; index += 1) {
    decisions.push(await limiter.reserve(ask));
    if (index % 5 === 4) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return decisions;
}

const admittedIn = (decisions: readonly LimitDecision[]): number =>
  decisions.filter(({ kind }) => kind === "admitted").length;

const remainingOf = (decision: LimitDecision): number | undefined =>
  decision.kind === "unavailable" ? undefined : decision.state?.requests?.remaining;

/** Asks until a decision comes without a question to Redis. */
async function untilLeased(task: Task, ask: LimitAsk): Promise<number> {
  for (let asked = 1; ; asked += 1) {
    const decision = task.limiter.reserve(ask);
    if (!(decision instanceof Promise)) return asked;
    await decision;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

it("lets a busy task decide by itself, and tells what is left as Redis would", async () => {
  const task = await startTask();
  const ask = askOf({ requestsPerMinute: 10_000 });
  const decisions = await admitQuickly(task, ask, 200);
  expect(decisions.map(remainingOf)).toEqual(Array.from({ length: 200 }, (_, index) => 9_999 - index));
  const further = await untilLeased(task, ask);
  await task.limiter.close(soon());
  const other = await startTask();
  expect(remainingOf(await other.limiter.reserve(ask))).toBe(10_000 - 200 - further - 1);
});

it("asks Redis for each request of a token that is used rarely, and of one that has little left", async () => {
  const task = await startTask();
  const ask = askOf({ requestsPerMinute: 7 });
  const decisions = Array.from({ length: 40 }, () => task.limiter.reserve(ask));
  expect(decisions.every((decision) => decision instanceof Promise)).toBe(true);
  expect(admittedIn(await Promise.all(decisions.map(async (decision) => decision)))).toBe(7);
  expect(task.limiter.reserve(ask)).toBeInstanceOf(Promise);
});

it("asks Redis for each request where leases are switched off", async () => {
  const task = await startTask({ leaseMs: 0 });
  const ask = askOf({ requestsPerMinute: 10_000 });
  await admitQuickly(task, ask, 100);
  expect(task.limiter.reserve(ask)).toBeInstanceOf(Promise);
});

it("gives back what a lease still holds when it ends, and when the task ends", async () => {
  const ask = askOf({ requestsPerMinute: 1_000, maxTokens: 1_000_000 }, 10);
  const [first, second] = await Promise.all([startTask({ leaseMs: 20 }), startTask({ leaseMs: 60_000 })]);
  await admitQuickly(first, ask, 100);
  await admitQuickly(second, ask, 100);
  await second.limiter.close(soon());
  const other = await startTask({ leaseMs: 0 });
  await expect
    .poll(async () => remainingOf(await other.limiter.reserve({ ...ask, estimatedTokens: 2_000_000 })))
    .toBe(800);
});

it("takes what a call did not use back into the lease, and what it used more out of it", async () => {
  const task = await startTask({ leaseMs: 60_000 });
  const ask = askOf({ tokensPerMinute: 1_000_000 }, 100);
  await admitQuickly(task, ask, 100);
  for (const used of [30, 150]) {
    const decision = await task.limiter.reserve(ask);
    if (decision.kind === "admitted") decision.reservation.settle(used);
  }
  const released = await task.limiter.reserve(ask);
  if (released.kind === "admitted") released.reservation.release();
  expect(task.limiter.settlements).toEqual({ pending: 0, lost: 0 });
  await task.limiter.close(soon());
  const other = await startTask();
  expect(await other.limiter.reserve({ ...ask, estimatedTokens: 0 })).toMatchObject({
    state: { tokens: { remaining: 1_000_000 - 100 * 100 - 30 - 150 } },
  });
});

it("ends a lease whose token comes with other limits", async () => {
  const task = await startTask({ leaseMs: 60_000 });
  const ask = askOf({ requestsPerMinute: 1_000 });
  await admitQuickly(task, ask, 100);
  const stricter = { ...ask, limits: { ...NO_LIMITS, requestsPerMinute: 100 } };
  expect(await task.limiter.reserve(stricter)).toMatchObject({ kind: "denied", dimension: "requests" });
});

it("goes on from its lease while Redis is away, not longer than it lasts, and gives the rest back later", async () => {
  const task = await startTask({ leaseMs: 400 });
  const ask = askOf({ requestsPerMinute: 10_000 });
  await untilLeased(task, ask);
  await server.stop();
  expect(task.limiter.reserve(ask)).toMatchObject({ kind: "admitted" });
  await expect.poll(async () => (await task.limiter.reserve(ask)).kind).toBe("unavailable");
  await expect.poll(() => task.limiter.settlements).toEqual({ pending: 1, lost: 0 });
  await server.start();
  await expect.poll(() => task.limiter.settlements, { timeout: 5_000 }).toEqual({ pending: 0, lost: 0 });
});

it("denies nothing while another task may still give something back", async () => {
  const ask = askOf({ requestsPerMinute: 1_000 });
  const [first, second] = await Promise.all([startTask(), startTask()]);
  const before = await untilLeased(first, ask);
  const decisions = Array.from({ length: 1_100 }, async () => second.limiter.reserve(ask));
  expect(admittedIn(await Promise.all(decisions))).toBe(1_000 - before);
});

it("loses at most an eighth of what was free with a task that is killed", async () => {
  const ask = askOf({ maxRequests: 800 });
  const [killed, other] = await Promise.all([startTask(), startTask()]);
  const before = admittedIn(await admitQuickly(killed, ask, 100));
  killed.kill();
  const after = admittedIn(await admitQuickly(other, ask, 900));
  expect(before + after).toBeLessThanOrEqual(800);
  expect(before + after).toBeGreaterThanOrEqual(800 - 100);
});

it("decides for one task as it would without leases, whatever the times, also over the end of a window", async () => {
  let nowMs = 1_700_000_000_000;
  const clock = { now: () => nowMs, redisClock: () => nowMs, leaseMs: 50 };
  const { limiter } = await startTask(clock);
  const steps = fc.array(
    fc.record({
      afterMs: fc.oneof({ weight: 6, arbitrary: fc.nat(15) }, { weight: 1, arbitrary: fc.nat(70_000) }),
      count: fc.integer({ min: 1, max: 12 }),
    }),
    { minLength: 10, maxLength: 40 },
  );
  let leased = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), steps, async (limit, sequence) => {
      const ask = askOf({ requestsPerMinute: limit }, 1);
      const model = new LimitModel(ask.limits);
      for (const { afterMs, count } of sequence) {
        nowMs += afterMs;
        for (let index = 0; index < count; index += 1) {
          const decision = limiter.reserve(ask);
          if (!(decision instanceof Promise)) leased += 1;
          expect((await decision).kind).toBe(model.admits(nowMs, 1) ? "admitted" : "denied");
        }
      }
    }),
    { numRuns: 40 },
  );
  // Else the law would have been tried on nothing.
  expect(leased).toBeGreaterThan(100);
});

it("admits exactly the limit over several tasks with clocks of their own, in whatever order they ask and end", async () => {
  const step = fc.record({
    task: fc.nat(2),
    count: fc.integer({ min: 1, max: 60 }),
    pauseMs: fc.constantFrom(0, 1, 12, 30),
    ends: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("requestsPerMinute", "tokensPerMinute", "maxRequests", "maxTokens"),
      fc.integer({ min: 1, max: 400 }),
      fc.array(step, { minLength: 4, maxLength: 14 }),
      async (kind, limit, steps) => {
        const offsets = [0, 3_600_000, 86_400_000];
        const start = (offset: number) => startTask({ leaseMs: 15, now: () => performance.now() + offset });
        const tasks = await Promise.all(offsets.map(start));
        const ask = askOf({ [kind]: limit }, 1);
        let admitted = 0;
        for (const { task, count, pauseMs, ends } of steps) {
          const { limiter } = tasks[task] ?? (await start(0));
          const decisions = Array.from({ length: count }, async () => limiter.reserve(ask));
          if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
          // Not awaited before the pause: those of several tasks are under way at once.
          admitted += admittedIn(await Promise.all(decisions));
          expect(admitted).toBeLessThanOrEqual(limit);
          if (!ends) continue;
          await limiter.close(soon());
          tasks[task] = await start(offsets[task] ?? 0);
        }
        const last = tasks[0];
        if (last !== undefined) admitted += admittedIn(await admitQuickly(last, ask, limit + 1 - admitted));
        expect(admitted).toBe(limit);
        for (const { kill } of tasks) kill();
      },
    ),
    { numRuns: 12 },
  );
});

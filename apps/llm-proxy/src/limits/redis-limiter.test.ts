import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GrantLimits } from "../access/grant.js";
import { LimitModel } from "../testing/limit-model.js";
import { limiterPorts } from "../testing/limiter-ports.js";
import { startTestRedis, type TestRedis } from "../testing/redis.js";
import { soon } from "../testing/soon.js";
import { NO_LIMITS } from "./limit-policy.js";
import type { LimitDecision, Reservation } from "./limiter.js";
import { MemoryQuotaLedger } from "./memory-quota-ledger.js";
import { LEASE_MS, RedisLimiter, type RedisLimiterPorts } from "./redis-limiter.js";

let server: TestRedis;
let counter = 0;

beforeAll(async () => {
  server = await startTestRedis();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const newToken = (): string => `token-${(counter += 1)}`;

async function newLimiter({
  isPatient = false,
  ...change
}: Partial<RedisLimiterPorts> & { readonly isPatient?: boolean } = {}): Promise<RedisLimiter> {
  return new RedisLimiter({
    ...(await limiterPorts(server, isPatient ? "bulk" : "request")),
    // A clock of the test's own leaves the limiter's behind: what was leased would outlast its window.
    leaseMs: change.redisClock === undefined ? LEASE_MS : 0,
    ...change,
  });
}

function reservationOf(decision: LimitDecision): Reservation {
  if (decision.kind !== "admitted") throw new TypeError(`Expected to be admitted, was ${decision.kind}.`);
  return decision.reservation;
}

/** Waits until corrections have reached Redis. */
async function settled(limiter: RedisLimiter): Promise<void> {
  await limiter.close(soon());
}

describe("requests that come together", () => {
  it("are admitted in their order, each by what those before it left", async () => {
    const limiter = await newLimiter({ isPatient: true });
    const tokenId = newToken();
    const limits = { ...NO_LIMITS, tokensPerMinute: 100, maxRequests: 4 };
    const ask = async (estimatedTokens: number) => limiter.reserve({ tokenId, limits, estimatedTokens });
    const decisions = await Promise.all([40, 70, 40, 30, 20, 0, 0].map(ask));
    expect(decisions.map((decision) => (decision.kind === "denied" ? decision.reason : decision.kind))).toEqual([
      "admitted",
      "rate",
      "admitted",
      "rate",
      "admitted",
      "admitted",
      "quota",
    ]);
    expect(decisions.map((decision) => "state" in decision && decision.state?.tokens?.remaining)).toEqual([
      60, 60, 20, 20, 0, 0, 0,
    ]);
  });

  it("are held to their own token's limits, and to those that each came with", async () => {
    const limiter = await newLimiter({ isPatient: true });
    const [one, other] = [newToken(), newToken()];
    const asks = [
      { tokenId: one, limits: { ...NO_LIMITS, requestsPerMinute: 1 } },
      { tokenId: other, limits: { ...NO_LIMITS, requestsPerMinute: 2 } },
      { tokenId: one, limits: { ...NO_LIMITS, requestsPerMinute: 1 } },
      { tokenId: one, limits: { ...NO_LIMITS, requestsPerMinute: 2 } },
      { tokenId: other, limits: NO_LIMITS },
    ];
    const decisions = await Promise.all(asks.map(async (ask) => limiter.reserve({ ...ask, estimatedTokens: 1 })));
    expect(decisions.map(({ kind }) => kind)).toEqual(["admitted", "admitted", "denied", "admitted", "admitted"]);
  });

  it("are all answered, however many there are, and the quota begins where the ledger says", async () => {
    const ledger = new MemoryQuotaLedger();
    const limiter = await newLimiter({ ledger, isPatient: true });
    const tokenId = newToken();
    await ledger.write([{ tokenId, requests: 900, tokens: 0, version: 900 }]);
    const limits = { ...NO_LIMITS, maxRequests: 1_000 };
    const asks = Array.from({ length: 350 }, async () => limiter.reserve({ tokenId, limits, estimatedTokens: 0 }));
    const kinds = (await Promise.all(asks)).map(({ kind }) => kind);
    expect(kinds).toEqual([
      ...Array.from({ length: 100 }, () => "admitted"),
      ...Array.from({ length: 250 }, () => "denied"),
    ]);
  });
});

describe("a limit of requests a minute", () => {
  it("tells limit, remaining and reset, and after the last one when to come back", async () => {
    let nowMs = 1_000_000;
    const limiter = await newLimiter({ redisClock: () => nowMs });
    const ask = { tokenId: newToken(), limits: { ...NO_LIMITS, requestsPerMinute: 2 }, estimatedTokens: 10 };
    expect(await limiter.reserve(ask)).toMatchObject({
      state: { requests: { limit: 2, remaining: 1, resetMs: 120_000 }, tokens: null },
    });
    nowMs += 15_000;
    await limiter.reserve(ask);
    expect(await limiter.reserve(ask)).toMatchObject({
      kind: "denied",
      reason: "rate",
      dimension: "requests",
      retryAfterMs: 45_000 + 30_000,
      state: { requests: { remaining: 0 } },
    });
    nowMs += 75_000;
    expect(await limiter.reserve(ask)).toMatchObject({ kind: "admitted" });
  });

  it("gives back what was released, and nothing twice", async () => {
    const tokenId = newToken();
    const limits = { ...NO_LIMITS, requestsPerMinute: 2 };
    const limiter = await newLimiter();
    const first = reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 0 }));
    first.release();
    first.release();
    first.settle(100);
    await settled(limiter);
    expect(await (await newLimiter()).reserve({ tokenId, limits, estimatedTokens: 0 })).toMatchObject({
      state: { requests: { remaining: 1 } },
    });
  });
});

describe("limits of several kinds", () => {
  it("count a request in all of them or in none", async () => {
    const tokenId = newToken();
    const limits = { requestsPerMinute: 10, tokensPerMinute: 100, maxRequests: 10, maxTokens: 1_000 };
    const limiter = await newLimiter();
    await limiter.reserve({ tokenId, limits, estimatedTokens: 60 });
    const denied = await limiter.reserve({ tokenId, limits, estimatedTokens: 60 });
    expect(denied).toMatchObject({ kind: "denied", reason: "rate", dimension: "tokens" });
    expect(await limiter.reserve({ tokenId, limits, estimatedTokens: 40 })).toMatchObject({
      state: { requests: { remaining: 8 }, tokens: { remaining: 0 } },
    });
  });

  it("replace the estimate by what was really used", async () => {
    const tokenId = newToken();
    const limits = { ...NO_LIMITS, tokensPerMinute: 1_000, maxTokens: 2_000 };
    const ledger = new MemoryQuotaLedger();
    const limiter = await newLimiter({ ledger });
    reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 900 })).settle(150);
    reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 100 })).settle(300);
    await settled(limiter);
    expect(await (await newLimiter()).reserve({ tokenId, limits, estimatedTokens: 0 })).toMatchObject({
      state: { tokens: { remaining: 550 } },
    });
    expect(await ledger.read(tokenId)).toMatchObject({ requests: 2, tokens: 450 });
  });

  it("can't be met by a request that is larger than its limit", async () => {
    const limits = { ...NO_LIMITS, tokensPerMinute: 100 };
    expect(await (await newLimiter()).reserve({ tokenId: newToken(), limits, estimatedTokens: 101 })).toMatchObject({
      kind: "denied",
      reason: "rate",
      dimension: "tokens",
      retryAfterMs: null,
    });
  });
});

describe("a quota", () => {
  it("is used up for good, with no time to come back", async () => {
    const limiter = await newLimiter();
    const ask = { tokenId: newToken(), limits: { ...NO_LIMITS, maxRequests: 1 }, estimatedTokens: 5 };
    expect(await limiter.reserve(ask)).toMatchObject({ kind: "admitted" });
    expect(await limiter.reserve(ask)).toMatchObject({
      kind: "denied",
      reason: "quota",
      dimension: "requests",
      retryAfterMs: null,
    });
  });

  it("goes on from the ledger when Redis has lost everything", async () => {
    const ledger = new MemoryQuotaLedger();
    const ask = { tokenId: newToken(), limits: { ...NO_LIMITS, maxRequests: 3 }, estimatedTokens: 5 };
    const limiter = await newLimiter({ ledger });
    await limiter.reserve(ask);
    await limiter.reserve(ask);
    await settled(limiter);
    await (await server.open("bulk")).flushall();
    const after = await newLimiter({ ledger });
    expect(await after.reserve(ask)).toMatchObject({ kind: "admitted" });
    expect(await after.reserve(ask)).toMatchObject({ kind: "denied", reason: "quota" });
  });

  it("refuses to guess when neither Redis nor the ledger can tell", async () => {
    const ledger = new MemoryQuotaLedger();
    ledger.read = () => Promise.reject(new TypeError("The database is away."));
    const limiter = await newLimiter({ ledger });
    const ask = { tokenId: newToken(), limits: { ...NO_LIMITS, maxRequests: 3 }, estimatedTokens: 5 };
    expect(await limiter.reserve(ask)).toEqual({ kind: "unavailable" });
  });
});

describe("while Redis is away", () => {
  it("a policy of closed refuses, of open admits, of local holds the limit by itself", async () => {
    const limits = { ...NO_LIMITS, requestsPerMinute: 2 };
    const [closed, unbounded, local] = await Promise.all(
      (["closed", "open", "local"] as const).map((rate) => newLimiter({ policy: { rate, quota: "local" } })),
    );
    await server.stop();
    const three = async (limiter: RedisLimiter | undefined): Promise<readonly unknown[]> => {
      const kinds: unknown[] = [];
      for (const tokenId of ["away", "away", "away"]) {
        kinds.push((await limiter?.reserve({ tokenId, limits, estimatedTokens: 1 }))?.kind);
      }
      return kinds;
    };
    expect(await three(closed)).toEqual(["unavailable", "unavailable", "unavailable"]);
    expect(await three(unbounded)).toEqual(["admitted", "admitted", "admitted"]);
    expect(await three(local)).toEqual(["admitted", "admitted", "denied"]);
    await server.start();
  });

  it("a quota counts on from what was known, and Redis learns of it when it is back", async () => {
    const tokenId = newToken();
    const limits: GrantLimits = { ...NO_LIMITS, maxRequests: 4, maxTokens: 1_000 };
    const ledger = new MemoryQuotaLedger();
    const limiter = await newLimiter({ ledger });
    reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 10 })).settle(10);
    await server.stop();
    reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 50 })).settle(20);
    reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 50 })).settle(30);
    reservationOf(await limiter.reserve({ tokenId, limits, estimatedTokens: 50 })).release();
    await limiter.reserve({ tokenId, limits, estimatedTokens: 0 });
    expect(await limiter.reserve({ tokenId, limits, estimatedTokens: 0 })).toMatchObject({ reason: "quota" });
    await server.start();
    await untilSettled(limiter);
    await settled(limiter);
    expect(limiter.settlements).toEqual({ pending: 0, lost: 0 });
    expect(await ledger.read(tokenId)).toMatchObject({ requests: 4, tokens: 60 });
  });
});

async function untilSettled(limiter: RedisLimiter): Promise<void> {
  while (limiter.settlements.pending > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

it("the script decides as the model does, whatever the limits and the times", async () => {
  let nowMs = 1_700_000_000_000;
  const limiter = await newLimiter({ redisClock: () => nowMs, isPatient: true });
  const limit = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
  const limitsArbitrary = fc.record({
    requestsPerMinute: limit(6),
    tokensPerMinute: limit(100),
    maxRequests: limit(12),
    maxTokens: limit(200),
  });
  const asks = fc.array(fc.record({ afterMs: fc.nat(50_000), tokens: fc.nat(60) }), { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(limitsArbitrary, asks, async (limits, sequence) => {
      const tokenId = newToken();
      const model = new LimitModel(limits);
      for (const { afterMs, tokens } of sequence) {
        nowMs += afterMs;
        const decision = await limiter.reserve({ tokenId, limits, estimatedTokens: tokens });
        expect(decision.kind).toBe(model.admits(nowMs, tokens) ? "admitted" : "denied");
      }
    }),
    { numRuns: 60 },
  );
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { LedgerWriter } from "./ledger-writer.js";
import { NO_LIMITS } from "./limit-policy.js";
import { LocalLimiter } from "./local-limiter.js";
import { MemoryQuotaLedger } from "./memory-quota-ledger.js";

function newLimiter(now: () => number, ledger = new MemoryQuotaLedger()): LocalLimiter {
  return new LocalLimiter({ now, ledger, writer: new LedgerWriter(ledger) });
}

it("admits in no stretch of time more than the limit and what refills in it", async () => {
  const steps = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 }), steps, async (limit, pauses) => {
      let nowMs = 0;
      const limiter = newLimiter(() => nowMs);
      const admittedAt: number[] = [];
      for (const pause of pauses) {
        nowMs += pause;
        const ask = { tokenId: "t", limits: { ...NO_LIMITS, requestsPerMinute: limit }, estimatedTokens: 0 };
        if ((await limiter.reserve(ask)).kind === "admitted") admittedAt.push(nowMs);
      }
      for (const [first, from] of admittedAt.entries()) {
        for (const [last, to] of admittedAt.entries()) {
          if (last < first) continue;
          expect(last - first + 1).toBeLessThanOrEqual(limit + ((to - from) * limit) / 60_000 + 1e-6);
        }
      }
    }),
  );
});

it("admits after exactly the wait it named", async () => {
  let nowMs = 0;
  const limiter = newLimiter(() => nowMs);
  const ask = { tokenId: "t", limits: { ...NO_LIMITS, tokensPerMinute: 600 }, estimatedTokens: 400 };
  await limiter.reserve(ask);
  expect(await limiter.reserve(ask)).toMatchObject({ reason: "rate", dimension: "tokens", retryAfterMs: 20_000 });
  nowMs = 19_999;
  expect(await limiter.reserve(ask)).toMatchObject({ kind: "denied" });
  nowMs = 20_000;
  expect(await limiter.reserve(ask)).toMatchObject({ kind: "admitted" });
});

it("replaces the estimate by what was used, once", async () => {
  const limiter = newLimiter(() => 0);
  const limits = { ...NO_LIMITS, tokensPerMinute: 100, maxTokens: 100 };
  const first = await limiter.reserve({ tokenId: "t", limits, estimatedTokens: 100 });
  expect(await limiter.reserve({ tokenId: "t", limits, estimatedTokens: 1 })).toMatchObject({ reason: "quota" });
  if (first.kind === "admitted") {
    first.reservation.settle(30);
    first.reservation.settle(0);
    first.reservation.release();
  }
  expect(await limiter.reserve({ tokenId: "t", limits, estimatedTokens: 71 })).toMatchObject({ kind: "denied" });
  expect(await limiter.reserve({ tokenId: "t", limits, estimatedTokens: 70 })).toMatchObject({ kind: "admitted" });
});

it("remembers a quota in the ledger over a restart", async () => {
  const ledger = new MemoryQuotaLedger();
  const ask = { tokenId: "t", limits: { ...NO_LIMITS, maxRequests: 1 }, estimatedTokens: 7 };
  const limiter = newLimiter(() => 0, ledger);
  await limiter.reserve(ask);
  await limiter.close(AbortSignal.timeout(1_000));
  expect(await newLimiter(() => 0, ledger).reserve(ask)).toMatchObject({ kind: "denied", reason: "quota" });
});

it("admits no more than a quota when its first requests come at once", async () => {
  const limiter = newLimiter(() => 0);
  const ask = { tokenId: "t", limits: { ...NO_LIMITS, maxRequests: 10 }, estimatedTokens: 1 };
  const decisions = await Promise.all(Array.from({ length: 50 }, () => limiter.reserve(ask)));
  expect(decisions.filter(({ kind }) => kind === "admitted")).toHaveLength(10);
});

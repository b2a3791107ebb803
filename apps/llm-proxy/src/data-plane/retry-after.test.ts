import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { google } from "../providers/google/google.js";
import {
  answer,
  chatCompletion,
  errorAnswer,
  startScriptedUpstream,
  type ScriptedUpstream,
} from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN, TEST_UPSTREAM } from "../testing/data-plane-fixture.js";

let first: ScriptedUpstream;
let second: ScriptedUpstream;
let arrivals: number[];
beforeAll(async () => {
  first = await startScriptedUpstream();
  second = await startScriptedUpstream();
});
beforeEach(() => {
  first.reset();
  second.reset();
  arrivals = [];
});
afterAll(async () => {
  await first.close();
  await second.close();
});

const ONE_RETRY = { retry: { ...TEST_UPSTREAM.retry, maxRetries: 1, maxDelayMs: 1000 } };

/** Refuses the first call and answers all others; notes when each came. */
const refuseOnce = (headers: Record<string, string>): void => {
  first.otherwise(() => {
    arrivals.push(performance.now());
    return arrivals.length === 1 ? errorAnswer(503, headers) : answer(200, chatCompletion("Hello."));
  });
};

const gapMs = (): number => (arrivals[1] ?? 0) - (arrivals[0] ?? 0);

async function chat(origin: string) {
  const { statusCode, headers, body } = await send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", messages: [] }),
  });
  return { status: statusCode, headers, text: await body.text() };
}

describe("the pause that a provider asks for", () => {
  // Only lower bounds: however busy the machine is, nobody may be asked again too early.
  it.each([
    ["in milliseconds", () => ({ "retry-after-ms": "150" }), 150],
    ["as Azure writes it", () => ({ "x-ms-retry-after-ms": "150" }), 150],
    ["in seconds", () => ({ "retry-after": "0.2" }), 200],
  ])("is kept, %s", async (_, headers, pauseMs) => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream: ONE_RETRY });
    refuseOnce(headers());
    const { status, headers: answered } = await chat(fixture.origin);
    expect([status, answered["x-llm-proxy-attempts"], second.requests.length]).toEqual([200, "2", 0]);
    // Node's timers may be a millisecond early.
    expect(gapMs()).toBeGreaterThanOrEqual(pauseMs - 2);
  });

  it("is not waited for when it is longer than the bound: the next provider is asked at once", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream: ONE_RETRY });
    refuseOnce({ "retry-after": "3600" });
    const { status, headers } = await chat(fixture.origin);
    expect([status, headers["x-llm-proxy-provider"], arrivals.length]).toEqual([200, "openai", 1]);
  });

  it("is not waited for when the call's whole time would not suffice", async () => {
    await using fixture = await startDataPlane({
      chain: hops(first.origin, second.origin),
      upstream: {
        retry: { ...ONE_RETRY.retry, maxDelayMs: 60_000 },
        timeouts: { ...TEST_UPSTREAM.timeouts, totalMs: 20_000 },
      },
    });
    refuseOnce({ "retry-after": "25" });
    const { status, headers } = await chat(fixture.origin);
    expect([status, headers["x-llm-proxy-provider"], arrivals.length]).toEqual([200, "openai", 1]);
  });
});

describe("Gemini, which asks for its pause in the body", () => {
  const chainOf = (origin: string) => [
    { name: "google", provider: google(`${origin}/v1beta/openai`), key: "k", models: {} },
  ];
  const refusal = (quotaId: string, retryDelay: string) =>
    answer(429, [
      {
        error: {
          code: 429,
          message: "You exceeded your current quota.",
          status: "RESOURCE_EXHAUSTED",
          details: [
            { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId }] },
            { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay },
          ],
        },
      },
    ]);

  it("tells the caller by headers, and is not asked before", async () => {
    await using fixture = await startDataPlane({ chain: chainOf(first.origin), upstream: ONE_RETRY });
    first.enqueue(refusal("GenerateRequestsPerMinutePerProjectPerModel", "45.837906927s"));
    const refused = await chat(fixture.origin);
    expect([refused.status, refused.headers["retry-after"], refused.headers["retry-after-ms"]]).toEqual([
      429,
      "46",
      "45838",
    ]);
    expect(refused.text).toContain("RESOURCE_EXHAUSTED");
    const again = await chat(fixture.origin);
    expect([again.status, again.headers["retry-after"], first.requests.length]).toEqual([503, "46", 1]);
  });

  it("is asked once more after a short one", async () => {
    await using fixture = await startDataPlane({ chain: chainOf(first.origin), upstream: ONE_RETRY });
    first.enqueue(refusal("GenerateRequestsPerMinutePerProjectPerModel", "0.05s"));
    expect([(await chat(fixture.origin)).status, first.requests.length]).toEqual([200, 2]);
  });

  it("is left at once when its day is used up, whatever it says", async () => {
    await using fixture = await startDataPlane({ chain: chainOf(first.origin), upstream: ONE_RETRY });
    first.enqueue(refusal("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "0.05s"));
    expect([(await chat(fixture.origin)).status, first.requests.length]).toEqual([429, 1]);
  });
});

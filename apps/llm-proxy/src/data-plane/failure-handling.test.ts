import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  after,
  answer,
  chatCompletion,
  chatStream,
  contentFrame,
  errorAnswer,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
} from "../testing/scripted-upstream.js";
import { hops, IMPATIENT, startDataPlane, TEST_TOKEN, TEST_UPSTREAM } from "../testing/data-plane-fixture.js";

let first: ScriptedUpstream;
let second: ScriptedUpstream;
beforeAll(async () => {
  first = await startScriptedUpstream();
  second = await startScriptedUpstream();
});
beforeEach(() => {
  first.reset();
  second.reset();
});
afterAll(async () => {
  await first.close();
  await second.close();
});

const chat = (origin: string, changes: Record<string, unknown> = {}, signal?: AbortSignal) =>
  send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", messages: [], ...changes }),
    ...(signal === undefined ? {} : { signal }),
  });

const ONE_RETRY = { retry: { ...TEST_UPSTREAM.retry, maxRetries: 1 } };

describe("a caller that leaves", () => {
  it.each([
    ["before the head", after(60_000, answer(200, {})), false],
    ["before the first content", stream([], { then: "stall" }), true],
    ["in the middle of a stream", stream([contentFrame("one")], { then: "stall" }), true],
  ])("ends the call at the provider, %s", async (_, script, isStream) => {
    await using fixture = await startDataPlane({
      chain: hops(first.origin, second.origin),
    });
    first.enqueue(script);
    const controller = new AbortController();
    const call = chat(fixture.origin, { stream: isStream }, controller.signal).then(({ body }) => body.text());
    const failed = expect(call).rejects.toThrow();
    await first.arrived(1);
    setTimeout(() => {
      controller.abort();
    }, 20);
    await failed;
    await first.requests[0]?.aborted;
    await fixture.ended(1);
    expect(second.requests).toHaveLength(0);
    expect(fixture.events.map(({ outcome, status }) => [outcome, status])).toEqual([["cancelled", 499]]);
    expect(fixture.limiter.settlements).toHaveLength(1);
    expect(fixture.telemetry.attempts.map(({ ends }) => ends)).toEqual([1]);
  });

  it("lets the provider rest while the caller does not read", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin), upstream: { timeouts: IMPATIENT } });
    const frames = Array.from({ length: 4000 }, () => contentFrame("x".repeat(4000)));
    first.enqueue(stream([...frames, ...chatStream([])]));
    const { body } = await chat(fixture.origin, { stream: true });
    await new Promise((resolve) => setTimeout(resolve, 2 * IMPATIENT.idleMs));
    expect(fixture.events).toHaveLength(0);
    const text = await body.text();
    await fixture.ended(1);
    expect(text.split("x".repeat(4000))).toHaveLength(4001);
    expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["success"]);
  });
});

describe("a provider in trouble", () => {
  it.each([408, 429, 498, 500, 503, 529, 401])("is left for the next one on %i", async (status) => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin) });
    first.enqueue(errorAnswer(status));
    const { statusCode, headers, body } = await chat(fixture.origin);
    await body.dump();
    expect([statusCode, headers["x-llm-proxy-provider"], headers["x-llm-proxy-attempts"]]).toEqual([
      200,
      "openai",
      "2",
    ]);
  });

  it.each([400, 404, 422])("has the last word on %i", async (status) => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream: ONE_RETRY });
    first.enqueue(errorAnswer(status));
    const { statusCode, body } = await chat(fixture.origin);
    expect([statusCode, await body.json()]).toMatchObject([status, { error: { type: "server_error" } }]);
    expect([first.requests.length, second.requests.length]).toEqual([1, 0]);
  });

  it("is asked once more before the next one", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream: ONE_RETRY });
    first.enqueue(errorAnswer(500), answer(200, chatCompletion("Hello.")));
    const { statusCode, body } = await chat(fixture.origin);
    await body.dump();
    expect([statusCode, first.requests.length, second.requests.length]).toEqual([200, 2, 0]);
  });

  it("is not asked again before its Retry-After, and its answer reaches the caller when nobody else is there", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin), upstream: ONE_RETRY });
    first.enqueue(errorAnswer(429, { "retry-after": "7" }));
    const { statusCode, headers, body } = await chat(fixture.origin);
    await body.dump();
    expect([statusCode, headers["retry-after"], first.requests.length]).toEqual([429, "7", 1]);
    const again = await chat(fixture.origin);
    expect([again.statusCode, again.headers["retry-after"], first.requests.length]).toEqual([503, "7", 1]);
    await again.body.dump();
  });

  it("is not asked again when its key is spent", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream: ONE_RETRY });
    first.enqueue(answer(429, { error: { type: "insufficient_quota", code: "insufficient_quota", message: "Pay." } }));
    await (await chat(fixture.origin)).body.dump();
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });

  it("gets no calls while its breaker is open, cut streams counting as failures", async () => {
    await using fixture = await startDataPlane({
      chain: hops(first.origin, second.origin),
      upstream: { breaker: { failureThreshold: 2, openMs: 60_000 } },
    });
    second.otherwise(() => stream(chatStream(["two"])));
    first.otherwise(() => stream([contentFrame("one")], { then: "cut" }));
    for (let call = 0; call < 4; call++) await (await chat(fixture.origin, { stream: true })).body.text();
    expect([first.requests.length, second.requests.length]).toEqual([2, 2]);
  });

  it("answers 504 when nobody answers in time", async () => {
    await using fixture = await startDataPlane({
      chain: hops(first.origin),
      upstream: { timeouts: { ...TEST_UPSTREAM.timeouts, firstByteMs: 20 } },
    });
    first.enqueue(after(5000, answer(200, {})));
    const { statusCode, body } = await chat(fixture.origin);
    expect([statusCode, await body.json()]).toMatchObject([504, { error: { code: "upstream_timeout" } }]);
    await first.requests[0]?.aborted;
  });

  it("answers 502 when nobody can be reached", async () => {
    await using fixture = await startDataPlane({ chain: hops("http://127.0.0.1:1") });
    const { statusCode, body } = await chat(fixture.origin);
    expect([statusCode, await body.json()]).toMatchObject([502, { error: { code: "upstream_unavailable" } }]);
  });

  it("is asked for the model by the name that it has there", async () => {
    const chain = hops(first.origin).map((hop) => ({ ...hop, models: { "test-model": "its-own-name" } }));
    await using fixture = await startDataPlane({ chain });
    await (await chat(fixture.origin, { unknown_field: [1.0] })).body.dump();
    expect(first.requests[0]?.body.toString()).toBe('{"model":"its-own-name","messages":[],"unknown_field":[1]}');
    const missing = await chat(fixture.origin, { model: "other" });
    expect([missing.statusCode, await missing.body.json()]).toMatchObject([
      404,
      { error: { code: "model_not_found" } },
    ]);
  });
});

it("ends live streams honestly when the process shuts down", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin) });
  first.otherwise(() => stream([contentFrame("one")], { then: "stall" }));
  const calls = await Promise.all(Array.from({ length: 20 }, () => chat(fixture.origin, { stream: true })));
  expect(fixture.plane.inFlight).toBe(20);
  const drained = fixture.plane.drain(new AbortController().signal);
  fixture.plane.endStreams();
  const texts = await Promise.all(calls.map(({ body }) => body.text()));
  await drained;
  expect(texts.filter((text) => text.includes('"code":"shutting_down"') && !text.includes("[DONE]"))).toHaveLength(20);
  expect(fixture.events.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 20 }, () => "truncated"));
  expect(fixture.limiter.settlements).toHaveLength(20);
});

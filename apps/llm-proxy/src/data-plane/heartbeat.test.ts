import OpenAI from "openai";
import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  after,
  answer,
  chatCompletion,
  chatStream,
  contentFrame,
  roleFrame,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
} from "../testing/scripted-upstream.js";
import { hops, IMPATIENT, startDataPlane, TEST_TOKEN, TEST_UPSTREAM } from "../testing/data-plane-fixture.js";

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(() => {
  upstream.reset();
});
afterAll(() => upstream.close());

const PING = ": ping\n\n";
/** The caller hears something after 20 ms, whatever the provider does. */
const LIVELY = { hold: { ...TEST_UPSTREAM.hold, streamMs: 20 }, heartbeatMs: 20 };

const chat = (origin: string, changes: Record<string, unknown> = {}) =>
  send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", messages: [], stream: true, ...changes }),
  });

it("keeps a stream alive before its first content, behind a head that says what it is", async () => {
  await using fixture = await startDataPlane({ chain: hops(upstream.origin), upstream: LIVELY });
  upstream.enqueue(after(300, stream(chatStream(["one"]))));
  const { statusCode, headers, body } = await chat(fixture.origin);
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
  });
  const text = await body.text();
  expect(text.startsWith(PING + PING)).toBe(true);
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
});

it("keeps a stream alive between its parts, and changes nothing of them", async () => {
  await using fixture = await startDataPlane({ chain: hops(upstream.origin), upstream: LIVELY });
  const frames = [roleFrame(), contentFrame("one"), contentFrame(" two"), ...chatStream([]).slice(1)];
  upstream.enqueue(stream(frames, { paceMs: 150 }));
  const { body } = await chat(fixture.origin, { stream_options: { include_usage: true } });
  const text = await body.text();
  expect(text.split(contentFrame("one"))[1]?.startsWith(PING)).toBe(true);
  expect(text.replaceAll(PING, "")).toBe(frames.join(""));
});

it("doesn't let its own signs of life hide that the provider is dead", async () => {
  await using fixture = await startDataPlane({
    chain: hops(upstream.origin),
    upstream: { ...LIVELY, timeouts: IMPATIENT },
  });
  upstream.enqueue(stream([roleFrame(), contentFrame("one")], { then: "stall" }));
  const { body } = await chat(fixture.origin);
  const text = await body.text();
  expect(text).toContain(PING);
  expect(text).toContain('"code":"stream_truncated"');
  await upstream.requests[0]?.aborted;
});

it("sends none into an answer that is no stream", async () => {
  await using fixture = await startDataPlane({ chain: hops(upstream.origin), upstream: LIVELY });
  upstream.enqueue(after(150, answer(200, chatCompletion("Hello."))));
  const { headers, body } = await chat(fixture.origin, { stream: false });
  expect(headers["content-type"]).toBe("application/json");
  expect(await body.json()).toEqual(chatCompletion("Hello."));
});

it("doesn't disturb the official client", async () => {
  await using fixture = await startDataPlane({ chain: hops(upstream.origin), upstream: LIVELY });
  upstream.enqueue(after(100, stream(chatStream(["one", " two"]), { paceMs: 60 })));
  const client = new OpenAI({ apiKey: TEST_TOKEN, baseURL: `${fixture.origin}/v1`, maxRetries: 0 });
  let text = "";
  const chunks = await client.chat.completions.create({ model: "test-model", messages: [], stream: true });
  for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe("one two");
});

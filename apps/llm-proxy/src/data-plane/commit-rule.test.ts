import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  chatStream,
  contentFrame,
  DONE_FRAME,
  errorAnswer,
  frame,
  roleFrame,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
  type UpstreamScript,
} from "../testing/scripted-upstream.js";
import { hops, IMPATIENT, startDataPlane, TEST_TOKEN, TEST_TRACEPARENT } from "../testing/data-plane-fixture.js";

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

const CALL = { model: "test-model", stream: true, messages: [{ role: "user", content: "Hello" }] };

const CALLERS_TRACE = "00-11111111111111111111111111111111-2222222222222222-01";

const chat = (origin: string, body: unknown = CALL, headers: Record<string, string> = {}) =>
  send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const ERROR_FRAME = frame({ error: { message: "The model crashed.", type: "server_error", param: null, code: null } });
const BROKEN_FRAME = 'data: {"id":"chatcmpl-test","choices":[{"del\n\n';

/** Every way in which a stream goes wrong, after some frames. */
const FAULTS: Record<string, (frames: readonly string[]) => UpstreamScript> = {
  "is cut": (frames) => stream(frames, { then: "cut" }),
  stalls: (frames) => stream(frames, { then: "stall" }),
  "sends a malformed chunk": (frames) => stream([...frames, BROKEN_FRAME, contentFrame("more"), DONE_FRAME]),
  "sends an error frame": (frames) => stream([...frames, ERROR_FRAME, DONE_FRAME]),
  "ends without its end mark": (frames) => stream(frames),
};

const withoutUsage = (frames: readonly string[]): string =>
  frames.filter((each) => !each.includes('"choices":[]')).join("");

describe.each(Object.entries(FAULTS))("when the provider's stream %s", (name, fault) => {
  const upstream = name === "stalls" ? { timeouts: IMPATIENT } : {};
  it("fails over before the first content, and the caller sees one clean stream", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream });
    first.enqueue(fault([roleFrame()]));
    second.enqueue(stream(chatStream(["one", "two"])));
    const { statusCode, headers, body } = await chat(fixture.origin);
    expect([statusCode, headers["x-llm-proxy-provider"], headers["x-llm-proxy-fallback-index"]]).toEqual([
      200,
      "openai",
      "1",
    ]);
    expect(await body.text()).toBe(withoutUsage(chatStream(["one", "two"])));
    await fixture.ended(1);
    expect(fixture.events.map(({ outcome, provider }) => [outcome, provider])).toEqual([["success", "openai"]]);
    expect(fixture.events[0]?.attempts.map(({ provider }) => provider)).toEqual(["groq", "openai"]);
    expect(fixture.limiter.settlements).toEqual([9 + 2]);
  });

  it("answers 502 or 504 before the first content when nobody is left", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin), upstream });
    first.enqueue(fault([roleFrame()]));
    const { statusCode, body } = await chat(fixture.origin);
    expect([502, 504]).toContain(statusCode);
    expect(await body.json()).toMatchObject({ error: { type: "upstream_error", param: null } });
    await fixture.ended(1);
    expect(fixture.events.map(({ outcome, status }) => [outcome, status])).toEqual([["upstream-error", statusCode]]);
    expect(fixture.limiter.settlements).toEqual([0]);
  });

  it("ends honestly after the first content, whoever could take over", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin), upstream });
    const sent = [roleFrame(), contentFrame("one")];
    first.enqueue(fault(sent));
    const { statusCode, body } = await chat(fixture.origin);
    const text = await body.text();
    expect(statusCode).toBe(200);
    expect(text.startsWith(sent.join(""))).toBe(true);
    const rest = text.slice(sent.join("").length);
    expect(JSON.parse(rest.slice("data: ".length))).toMatchObject({
      error: { type: "upstream_error", code: "stream_truncated", param: null },
    });
    expect(text).not.toContain("[DONE]");
    await fixture.ended(1);
    expect(second.requests).toHaveLength(0);
    expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["truncated"]);
    expect(fixture.limiter.settlements).toEqual([Math.ceil(JSON.stringify(CALL).length / 4) + 1]);
    expect(fixture.telemetry.attempts.map(({ ends }) => ends)).toEqual([1]);
  });
});

it("hands a stream on byte for byte when its caller asked for usage itself", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin) });
  first.enqueue(stream(chatStream(["one"])));
  const { body } = await chat(fixture.origin, { ...CALL, stream_options: { include_usage: true } });
  expect(await body.text()).toBe(chatStream(["one"]).join(""));
});

it("asks for usage where the caller did not, and keeps the extra frame back", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin) });
  first.enqueue(stream(chatStream(["one"])));
  const { body } = await chat(fixture.origin);
  expect(await body.text()).toBe(withoutUsage(chatStream(["one"])));
  expect(JSON.parse(first.requests[0]?.body.toString() ?? "")).toEqual({
    ...CALL,
    stream_options: { include_usage: true },
  });
  await fixture.ended(1);
  expect(fixture.events[0]?.usage).toEqual({ inputTokens: 9, outputTokens: 1, cachedInputTokens: 0 });
});

it("hands its trace on to a provider only where it is told to, and never the caller's own", async () => {
  const trace = async (sendsTraceContext: boolean): Promise<unknown> => {
    await using fixture = await startDataPlane({ chain: hops(first.origin), upstream: { sendsTraceContext } });
    await (await chat(fixture.origin, { ...CALL, stream: false }, { traceparent: CALLERS_TRACE })).body.dump();
    return first.requests.at(-1)?.headers["traceparent"];
  };
  expect([await trace(false), await trace(true)]).toEqual([undefined, TEST_TRACEPARENT]);
});

it("tells traces what came of an answer, and counts the parts of streams only", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin) });
  first.enqueue(stream(chatStream(["one"]), { paceMs: 10 }));
  await (await chat(fixture.origin)).body.text();
  await (await chat(fixture.origin, { ...CALL, stream: false })).body.text();
  await fixture.ended(2);
  const [streamed, whole] = fixture.telemetry.attempts;
  const usage = { inputTokens: 9, outputTokens: 1, cachedInputTokens: 0 };
  expect(streamed?.answer).toEqual({ model: "test-model", finishReasons: ["stop"], usage });
  expect(whole?.answer).toMatchObject({ model: "test-model", finishReasons: ["stop"], usage: { outputTokens: 3 } });
  expect([(streamed?.chunks ?? 0) > 0, whole?.chunks]).toEqual([true, 0]);
});

it("reads usage of a last frame without a blank line", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin) });
  const frames = chatStream(["one"]).slice(0, -1);
  first.enqueue(stream([...frames.slice(0, -1), (frames.at(-1) ?? "").trimEnd()]));
  await (await chat(fixture.origin)).body.text();
  await fixture.ended(1);
  expect(fixture.events[0]?.usage?.inputTokens).toBe(9);
});

it("sends the head and signs of life while the provider thinks, and can still fail over", async () => {
  await using fixture = await startDataPlane({
    chain: hops(first.origin, second.origin),
    upstream: {
      hold: { streamMs: 20, streamBytes: 65_536, bodyBytes: 65_536 },
      heartbeatMs: 20,
      timeouts: IMPATIENT,
    },
  });
  first.enqueue(stream([roleFrame()], { then: "stall" }));
  second.enqueue(stream(chatStream(["one"])));
  const { statusCode, body } = await chat(fixture.origin);
  const text = await body.text();
  expect(statusCode).toBe(200);
  expect(text.startsWith(": ping\n\n")).toBe(true);
  expect(text.replaceAll(": ping\n\n", "")).toBe(withoutUsage(chatStream(["one"])));
});

it("tells of an error by an event when the caller already has its head", async () => {
  await using fixture = await startDataPlane({
    chain: hops(first.origin),
    upstream: { hold: { streamMs: 20, streamBytes: 65_536, bodyBytes: 65_536 } },
  });
  first.enqueue([{ kind: "wait", ms: 100 }, ...errorAnswer(400)]);
  const { statusCode, body } = await chat(fixture.origin);
  const text = await body.text();
  expect(statusCode).toBe(200);
  expect(text).toContain('data: {"error":');
  expect(text).not.toContain("[DONE]");
});

describe("a complete answer", () => {
  const PLAIN = { ...CALL, stream: false };

  it("fails over when it is cut in the middle", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin) });
    first.enqueue([
      { kind: "head", status: 200, headers: { "content-type": "application/json", "content-length": "500" } },
      { kind: "write", bytes: '{"id":' },
      { kind: "cut" },
    ]);
    const { statusCode, headers, body } = await chat(fixture.origin, PLAIN);
    expect([statusCode, headers["x-llm-proxy-provider"]]).toEqual([200, "openai"]);
    expect(await body.json()).toMatchObject({ object: "chat.completion" });
    await fixture.ended(1);
    expect(fixture.limiter.settlements).toEqual([12]);
  });

  it("breaks the caller's connection when it is cut after a part too large to hold", async () => {
    await using fixture = await startDataPlane({
      chain: hops(first.origin, second.origin),
      upstream: { hold: { streamMs: 5000, streamBytes: 65_536, bodyBytes: 1000 } },
    });
    first.enqueue([
      { kind: "head", status: 200, headers: { "content-type": "application/json" } },
      { kind: "write", bytes: " ".repeat(2000) },
      { kind: "wait", ms: 20 },
      { kind: "cut" },
    ]);
    const { body } = await chat(fixture.origin, PLAIN);
    await expect(body.text()).rejects.toThrow();
    await fixture.ended(1);
    expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["truncated"]);
  });
});

import { request } from "undici";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  answer,
  chatStream,
  contentFrame,
  errorAnswer,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
} from "./scripted-upstream.js";

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(() => {
  upstream.reset();
});
afterAll(() => upstream.close());

it("answers each request by its script and records it", async () => {
  upstream.enqueue(errorAnswer(429, { "retry-after": "2" }), answer(200, { ok: true }));
  const first = await request(`${upstream.origin}/v1/x`, { method: "POST", body: "one" });
  await first.body.dump();
  const second = await request(`${upstream.origin}/v1/y`, { method: "POST", body: "two" });
  expect([first.statusCode, first.headers["retry-after"]]).toEqual([429, "2"]);
  expect(await second.body.json()).toEqual({ ok: true });
  expect(upstream.requests.map((each) => [each.method, each.url, each.body.toString()])).toEqual([
    ["POST", "/v1/x", "one"],
    ["POST", "/v1/y", "two"],
  ]);
});

it("plays a stream to its end", async () => {
  upstream.enqueue(stream(chatStream(["a", "b"]), { paceMs: 1 }));
  const { body } = await request(upstream.origin);
  expect(await body.text()).toBe(chatStream(["a", "b"]).join(""));
});

it("cuts the socket after what it has sent", async () => {
  upstream.enqueue(stream([contentFrame("a")], { then: "cut" }));
  const { body } = await request(upstream.origin);
  let received = "";
  await expect(
    (async () => {
      for await (const chunk of body) received += String(chunk);
    })(),
  ).rejects.toThrow();
  expect(received).toBe(contentFrame("a"));
});

it("tells when the caller went away", async () => {
  upstream.enqueue(stream([contentFrame("a")], { then: "stall" }));
  const controller = new AbortController();
  const { body } = await request(upstream.origin, { signal: controller.signal });
  body.on("error", () => undefined);
  await upstream.arrived(1);
  controller.abort();
  await upstream.requests[0]?.aborted;
  expect(upstream.requests[0]?.isAborted()).toBe(true);
});

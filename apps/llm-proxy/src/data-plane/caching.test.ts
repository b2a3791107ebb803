import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CACHE_DEFAULTS } from "../cache/cache-settings.js";
import { HttpResponseCache } from "../cache/http-response-cache.js";
import { MemoryCacheStore } from "../cache/memory-cache-store.js";
import {
  answer,
  chatCompletion,
  chatStream,
  contentFrame,
  roleFrame,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
} from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN, testGrant, type FixtureOptions } from "../testing/data-plane-fixture.js";

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(() => {
  upstream.reset();
});
afterAll(() => upstream.close());

/** The data plane with the cache that it has in production. */
const startCaching = (options: Omit<FixtureOptions, "chain"> = {}) =>
  startDataPlane({
    chain: hops(upstream.origin),
    cache: new HttpResponseCache({
      store: new MemoryCacheStore(10_000_000),
      settings: { ...CACHE_DEFAULTS, allowsStreams: true },
      now: () => performance.timeOrigin + performance.now(),
    }),
    ...options,
    settings: { cachesStreams: true, ...options.settings },
  });

async function call(origin: string, ask: { readonly body?: unknown; readonly headers?: Record<string, string> } = {}) {
  const answered = await send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json", ...ask.headers },
    body: JSON.stringify(ask.body ?? CHAT),
  });
  const bytes = Buffer.from(await answered.body.arrayBuffer());
  return { status: answered.statusCode, headers: answered.headers, bytes, cache: answered.headers["x-proxy-cache"] };
}

const CHAT = { model: "test-model", messages: [] };
const STREAM = { ...CHAT, stream: true, stream_options: { include_usage: true } };
const KEEP = { "cache-control": "max-age=60" };

describe("an answer to a POST", () => {
  it("is kept only where its caller asks for it, and replayed byte for byte, uncharged", async () => {
    await using fixture = await startCaching();
    const odd = `{"choices":[],\n  "price":1.0, "text":"é\\u00e9" }`;
    upstream.otherwise(() => answer(200, odd));
    const plain = [await call(fixture.origin), await call(fixture.origin)];
    const first = await call(fixture.origin, { headers: KEEP });
    const second = await call(fixture.origin, { headers: KEEP });
    expect([...plain, first, second].map(({ cache }) => cache)).toEqual(["bypass", "bypass", "stored", "hit"]);
    expect(second.bytes.toString()).toBe(odd);
    expect(second.headers["age"]).toBe("0");
    expect(second.headers["cache-status"]).toMatch(/^llm-proxy; hit/);
    expect(second.headers["server-timing"]).toMatch(/^gw;dur=\d/);
    expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
    await fixture.ended(4);
    expect(upstream.requests).toHaveLength(3);
    expect(fixture.limiter.settlements.at(-1)).toBe(0);
    expect(fixture.telemetry.counts).toEqual(
      ["bypass", "bypass", "stored", "hit"].map((result) => `llm_proxy.cache.requests ${result}`),
    );
  });

  it("is another one for another body, and a new one for who wants a fresh one", async () => {
    await using fixture = await startCaching();
    const caches = [];
    for (const ask of [
      { headers: KEEP },
      { headers: KEEP, body: { ...CHAT, temperature: 0 } },
      { headers: { "cache-control": "no-cache, max-age=60" } },
      { headers: { "cache-control": "no-store" } },
      { headers: KEEP },
    ])
      caches.push((await call(fixture.origin, ask)).cache);
    expect(caches).toEqual(["stored", "stored", "stored", "bypass", "hit"]);
  });

  it("is not kept when it is an error", async () => {
    await using fixture = await startCaching();
    upstream.otherwise(() => answer(400, { error: { message: "No.", type: "x", param: null, code: null } }));
    await call(fixture.origin, { headers: KEEP });
    expect((await call(fixture.origin, { headers: KEEP })).cache).toBe("miss");
    expect(upstream.requests).toHaveLength(2);
  });

  it("is still refused to a token that may not use the model", async () => {
    const grant = { ...testGrant() };
    const grants = { current: grant };
    await using fixture = await startCaching({
      grants: { find: () => grants.current },
    });
    await call(fixture.origin, { headers: KEEP });
    grants.current = { ...grant, policy: { ...grant.policy, models: ["other"] } };
    expect((await call(fixture.origin, { headers: KEEP })).status).toBe(403);
  });
});

describe("a stream", () => {
  it("is replayed byte for byte, without the signs of life that its first caller got", async () => {
    await using fixture = await startCaching({ upstream: { heartbeatMs: 20 } });
    const frames = chatStream(["one", " two"]);
    upstream.enqueue(stream(frames, { paceMs: 60 }));
    const first = await call(fixture.origin, { body: STREAM, headers: KEEP });
    const second = await call(fixture.origin, { body: STREAM, headers: KEEP });
    expect(first.bytes.toString()).toContain(": ping\n\n");
    expect(second.bytes.toString()).toBe(frames.join(""));
    expect([second.cache, second.headers["content-type"], upstream.requests.length]).toEqual([
      "hit",
      "text/event-stream",
      1,
    ]);
  });

  it("is not kept when its caller's head went out before the provider's: nobody knew then what it allows", async () => {
    await using fixture = await startCaching({
      upstream: { hold: { streamMs: 20, streamBytes: 65_536, bodyBytes: 65_536 } },
    });
    upstream.otherwise(() => stream(chatStream(["one"]), { paceMs: 60, headers: { "cache-control": "no-store" } }));
    await call(fixture.origin, { body: STREAM, headers: KEEP });
    const second = await call(fixture.origin, { body: STREAM, headers: KEEP });
    expect([second.cache, upstream.requests.length]).toEqual(["miss", 2]);
  });

  it.each([
    ["is cut", stream([roleFrame(), contentFrame("one")], { then: "cut" })],
    ["ends without its end mark", stream([roleFrame(), contentFrame("one")])],
  ])("that %s is not kept", async (_, script) => {
    await using fixture = await startCaching();
    upstream.enqueue(script, stream(chatStream(["one"])));
    await call(fixture.origin, { body: STREAM, headers: KEEP });
    const second = await call(fixture.origin, { body: STREAM, headers: KEEP });
    expect([second.cache, upstream.requests.length]).toEqual(["stored", 2]);
    expect(second.bytes.toString()).toBe(chatStream(["one"]).join(""));
  });

  it("is not kept unless streams are, whatever its caller asks for", async () => {
    await using fixture = await startCaching({ settings: { cachesStreams: false } });
    upstream.otherwise(() => stream(chatStream(["one"])));
    await call(fixture.origin, { body: STREAM, headers: KEEP });
    expect((await call(fixture.origin, { body: STREAM, headers: KEEP })).cache).toBe("bypass");
  });
});

it("tells who has the answer already that it is unchanged", async () => {
  await using fixture = await startCaching();
  const headers = { "cache-control": "public, max-age=60", etag: '"v1"', "access-control-allow-origin": "*", via: "x" };
  upstream.enqueue(answer(200, { object: "list", data: [] }, headers));
  const list = (own: Record<string, string>) =>
    send(`${fixture.origin}/v1/models`, { headers: { authorization: `Bearer ${TEST_TOKEN}`, ...own } });
  await (await list({})).body.dump();
  const again = await list({ "if-none-match": '"v1"' });
  expect([again.statusCode, again.headers["x-proxy-cache"], again.headers["etag"]]).toEqual([
    304,
    "conditional-hit",
    '"v1"',
  ]);
  expect([again.headers["access-control-allow-origin"], again.headers["via"]]).toEqual([undefined, undefined]);
  expect(await again.body.text()).toBe("");
});

it("goes on without an answer when the cache fails", async () => {
  const broken = {
    find: () => Promise.reject(new Error("away")),
    mayStore: () => false,
    store: () => undefined,
    purge: () => Promise.resolve(0),
  };
  await using fixture = await startCaching({ cache: broken });
  upstream.enqueue(answer(200, chatCompletion("Hello.")));
  expect((await call(fixture.origin, { headers: KEEP })).status).toBe(200);
});

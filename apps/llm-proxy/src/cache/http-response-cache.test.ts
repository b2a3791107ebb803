import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CACHE_DEFAULTS, type CacheSettings } from "./cache-settings.js";
import { HttpResponseCache } from "./http-response-cache.js";
import { MemoryCacheStore } from "./memory-cache-store.js";
import type { CacheableRequest, CachedResponse } from "./response-cache.js";

const START_MS = Date.parse("2026-11-21T12:00:00Z");

function newCache(settings: Partial<CacheSettings> = {}): {
  cache: HttpResponseCache;
  wait: (seconds: number) => void;
} {
  let nowMs = START_MS;
  const cache = new HttpResponseCache({
    store: new MemoryCacheStore(1024 * 1024),
    settings: { ...CACHE_DEFAULTS, ...settings },
    now: () => nowMs,
  });
  return {
    cache,
    wait: (seconds) => {
      nowMs += seconds * 1000;
    },
  };
}

const get = (part: Partial<CacheableRequest> = {}): CacheableRequest => ({
  projectId: "p1",
  provider: "openai",
  method: "GET",
  url: "/v1/models",
  headers: { authorization: "Bearer secret" },
  body: Buffer.alloc(0),
  isStream: false,
  ...part,
});

const post = (part: Partial<CacheableRequest> = {}): CacheableRequest =>
  get({
    method: "POST",
    url: "/v1/chat/completions",
    headers: { authorization: "Bearer secret", "cache-control": "max-age=60" },
    body: Buffer.from('{"model":"m"}'),
    ...part,
  });

type Response = Omit<CachedResponse, "ageSeconds">;
const ok = (headers: Record<string, string> = { "cache-control": "public, max-age=60" }, body = "{}"): Response => ({
  status: 200,
  headers,
  body: Buffer.from(body),
});

/** Whether a response to this request is replayed to the same request. */
async function isReplayed(request: CacheableRequest, response: Response, settings: Partial<CacheSettings> = {}) {
  const { cache } = newCache(settings);
  cache.store(request, response);
  return (await cache.find(request)) !== null;
}

it("replays exactly what was stored, whatever the bytes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 5_000 }),
      fc.constantFrom(200, 203, 404, 410),
      async (bytes, status) => {
        const { cache } = newCache();
        const headers = { "cache-control": "public, max-age=60", "content-type": "application/octet-stream" };
        const body = Buffer.concat([Buffer.from("."), bytes]);
        cache.store(get(), { status, headers, body });
        expect(await cache.find(get())).toEqual({ status, headers, body, ageSeconds: 0 });
      },
    ),
  );
});

describe("what belongs to somebody else", () => {
  it.each([
    ["another project", { projectId: "p2" }],
    ["another provider", { provider: "anthropic" }],
    ["another URL", { url: "/v1/models?limit=1" }],
    ["another body", { body: Buffer.from("x") }],
    ["another encoding", { headers: { "accept-encoding": "gzip" } }],
  ])("isn't replayed to %s", async (_, other) => {
    const { cache } = newCache();
    cache.store(get(), ok());
    expect(await cache.find(get())).not.toBeNull();
    expect(await cache.find(get(other))).toBeNull();
  });

  it("is the same to the same parameters in another order", async () => {
    const { cache } = newCache();
    cache.store(get({ url: "/v1/models?b=2&a=1" }), ok());
    expect(await cache.find(get({ url: "/v1/models?a=1&b=2" }))).not.toBeNull();
  });

  it("doesn't carry the headers of the call that it answered first", async () => {
    const { cache } = newCache();
    const calls = {
      "set-cookie": "s=1",
      "x-request-id": "r1",
      "x-ratelimit-remaining-requests": "3",
      connection: "close",
    };
    cache.store(get(), ok({ ...calls, "cache-control": "public, max-age=60", etag: '"e"' }));
    expect((await cache.find(get()))?.headers).toEqual({ "cache-control": "public, max-age=60", etag: '"e"' });
  });
});

describe("a response to GET with credentials", () => {
  it.each([
    ["public, max-age=60", true],
    ["s-maxage=60", true],
    ["public", true],
    ["max-age=60", false],
    ["private, max-age=60", false],
    ["public, no-store", false],
    ["public, no-cache", false],
    ["public, max-age=0", false],
  ])("with %s: kept is %s", async (cacheControl, isKept) => {
    expect(await isReplayed(get(), ok({ "cache-control": cacheControl }))).toBe(isKept);
  });

  it("that says nothing isn't kept", async () => {
    expect(await isReplayed(get(), ok({}))).toBe(false);
  });

  it.each([
    [200, true],
    [203, true],
    [301, true],
    [308, true],
    [404, true],
    [410, true],
    [206, false],
    [302, false],
    [400, false],
    [401, false],
    [429, false],
    [500, false],
    [503, false],
  ])("of status %s: kept is %s", async (status, isKept) => {
    expect(await isReplayed(get(), { ...ok(), status })).toBe(isKept);
  });

  it("is replayed with its age until it is stale", async () => {
    const { cache, wait } = newCache();
    cache.store(get(), ok());
    wait(59);
    expect(await cache.find(get())).toMatchObject({ ageSeconds: 59 });
    wait(1);
    expect(await cache.find(get())).toBeNull();
  });

  it("isn't replayed to who wants a fresh one, nor to who asks for a part", async () => {
    const { cache, wait } = newCache();
    cache.store(get(), ok());
    wait(10);
    for (const headers of [
      { "cache-control": "no-cache" },
      { "cache-control": "no-store" },
      { pragma: "no-cache" },
      { "cache-control": "max-age=5" },
      { range: "bytes=0-1" },
    ]) {
      expect(await cache.find(get({ headers }))).toBeNull();
    }
  });

  it("answers 304 to who has it already", async () => {
    const { cache } = newCache();
    cache.store(get(), ok({ "cache-control": "public, max-age=60", etag: '"v1"', "content-length": "2" }));
    const found = await cache.find(get({ headers: { "if-none-match": 'W/"v0", W/"v1"' } }));
    expect(found).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect(found?.headers).not.toHaveProperty("content-length");
  });
});

describe("Vary", () => {
  const french = get({ headers: { "accept-language": "fr" } });
  const german = get({ headers: { "accept-language": "de" } });
  const varied = { "cache-control": "public, max-age=60", vary: "Accept-Language" };

  it("keeps a response for each value", async () => {
    const { cache } = newCache();
    cache.store(french, ok(varied, "bonjour"));
    expect(await cache.find(german)).toBeNull();
    cache.store(german, ok(varied, "hallo"));
    expect((await cache.find(french))?.body.toString()).toBe("bonjour");
    expect((await cache.find(german))?.body.toString()).toBe("hallo");
  });

  it.each(["*", "Authorization", "Cookie"])("of %s keeps nothing", async (vary) => {
    expect(await isReplayed(get(), ok({ "cache-control": "public, max-age=60", vary }))).toBe(false);
  });
});

describe("a response to POST", () => {
  it("is kept only when its caller asks for it", async () => {
    expect(await isReplayed(post(), ok({}))).toBe(true);
    expect(await isReplayed(post({ headers: {} }), ok({ "cache-control": "public, max-age=60" }))).toBe(false);
    expect(await isReplayed(post({ headers: { "cache-control": "max-age=0" } }), ok({}))).toBe(false);
    expect(await isReplayed(post(), ok({}), { allowsPost: false })).toBe(false);
  });

  it("is fresh for as long as its caller said, or shorter if it says so itself", async () => {
    const { cache, wait } = newCache();
    cache.store(post(), ok({}));
    cache.store(post({ body: Buffer.from("b") }), ok({ "cache-control": "max-age=10" }));
    wait(11);
    expect(await cache.find(post())).toMatchObject({ ageSeconds: 11 });
    expect(await cache.find(post({ body: Buffer.from("b") }))).toBeNull();
    wait(49);
    expect(await cache.find(post())).toBeNull();
  });

  it.each([
    ["an error", { ...ok({}), status: 404 }],
    ["an error in disguise", ok({}, ' {"error": {"message": "x"}}')],
    ["a truncated body", ok({ "content-length": "3" })],
    ["private", ok({ "cache-control": "private" })],
    ["no-store", ok({ "cache-control": "no-store" })],
  ])("isn't kept when it is %s", async (_, response) => {
    expect(await isReplayed(post(), response)).toBe(false);
  });

  it("isn't kept when it is larger than allowed", async () => {
    expect(await isReplayed(post(), ok({}, "12345"), { maxObjectBytes: 4 })).toBe(false);
    expect(newCache({ maxObjectBytes: 4 }).cache.mayStore(post(), 200, { "content-length": "5" })).toBe(false);
  });
});

describe("a stream", () => {
  const stream = post({ isStream: true });
  const whole = 'data: {"choices":[]}\n\ndata: [DONE]\n\n';

  it("is kept by choice only, and replayed byte for byte", async () => {
    expect(await isReplayed(stream, ok({}, whole))).toBe(false);
    const { cache } = newCache({ allowsStreams: true });
    cache.store(stream, ok({ "content-type": "text/event-stream" }, whole));
    expect((await cache.find(stream))?.body.toString()).toBe(whole);
  });

  it.each([
    ["is cut off", 'data: {"choices":[]}\n\n'],
    ["is cut off in its last event", 'data: {"choices":[]}\n\ndata: [DONE]'],
    ["carries an error", 'data: {"error":{"message":"x"}}\n\ndata: [DONE]\n\n'],
    ["is empty", ""],
  ])("isn't kept when it %s", async (_, body) => {
    expect(await isReplayed(stream, ok({}, body), { allowsStreams: true })).toBe(false);
  });
});

describe("a purge", () => {
  it.each([
    [{ projectId: null, method: null, urlPrefix: null }, 3],
    [{ projectId: "p1", method: null, urlPrefix: null }, 2],
    [{ projectId: null, method: "POST", urlPrefix: null }, 1],
    [{ projectId: "p1", method: "GET", urlPrefix: "/v1/mod" }, 1],
    [{ projectId: null, method: null, urlPrefix: "/v2" }, 0],
  ])("of %j takes away %s of 3", async (filter, count) => {
    const { cache } = newCache();
    cache.store(get(), ok());
    cache.store(get({ projectId: "p2" }), ok());
    cache.store(post(), ok({}));
    expect(await cache.purge(filter)).toBe(count);
    expect((await cache.find(get())) === null).toBe(count > 0 && filter.method !== "POST");
  });
});

it("drops the least recently used when its bytes are used up", async () => {
  const store = new MemoryCacheStore(1_000);
  const entry = { value: Buffer.alloc(400), ttlMs: 1_000, projectId: "p", method: "GET", url: "/" };
  for (const key of ["a", "b", "c"]) store.set({ ...entry, key });
  expect(await store.get("a")).toBeNull();
  expect(await store.get("c")).toHaveLength(400);
});

import { connect } from "node:net";
import { request as send } from "undici";
import { z } from "zod";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dependencyUnavailable } from "../errors/gateway-error.js";
import { answer, startScriptedUpstream, type ScriptedUpstream } from "../testing/scripted-upstream.js";
import {
  FakeCache,
  hops,
  startDataPlane,
  TEST_PROVIDER_KEY,
  TEST_TOKEN,
  testGrant,
  type DataPlaneFixture,
} from "../testing/data-plane-fixture.js";

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(() => {
  upstream.reset();
});
afterAll(() => upstream.close());

const AUTHORISED = { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" };
const CHAT = { model: "test-model", messages: [{ role: "user", content: "Hello" }], max_tokens: 100 };

interface Ask {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

async function ask(
  fixture: DataPlaneFixture,
  { path = "/v1/chat/completions", method = "POST", headers = {}, body = CHAT }: Ask = {},
) {
  const bytes = method === "GET" ? null : typeof body === "string" ? body : JSON.stringify(body);
  const answered = await send(fixture.origin + path, { method, headers: { ...AUTHORISED, ...headers }, body: bytes });
  const text = await answered.body.text();
  await fixture.ended(1);
  return { status: answered.statusCode, headers: answered.headers, text };
}

describe("refusals", () => {
  const policy = { endpoints: ["/v1/chat/*"], models: ["test-*"], origins: ["https://app.example"] };
  const EXPIRED = testGrant({ expiresAtMs: 1 });
  it.each([
    ["no token", {}, { headers: { authorization: "" } }, 401, "invalid_api_key"],
    ["an unknown token", {}, { headers: { authorization: "Bearer sk-other" } }, 401, "invalid_api_key"],
    ["a revoked token", { grant: testGrant({ isActive: false }) }, {}, 401, "invalid_api_key"],
    ["an expired token", { grant: EXPIRED }, {}, 401, "token_expired"],
    ["a project that is off", { grant: testGrant({ projectIsActive: false }) }, {}, 403, "project_inactive"],
    ["another endpoint", { grant: testGrant({ policy }) }, { path: "/v1/embeddings" }, 403, "endpoint_not_allowed"],
    [
      "another model",
      { grant: testGrant({ policy }) },
      { body: { ...CHAT, model: "gpt-9" } },
      403,
      "model_not_allowed",
    ],
    ["no model", { grant: testGrant({ policy }) }, { body: { messages: [] } }, 403, "model_not_allowed"],
    [
      "another origin",
      { grant: testGrant({ policy }) },
      { headers: { origin: "https://evil.example" } },
      403,
      "origin_not_allowed",
    ],
    [
      "an alternative that is another model",
      { grant: testGrant({ policy }) },
      { body: { ...CHAT, models: ["test-other", "gpt-9"] } },
      403,
      "model_not_allowed",
    ],
    [
      "alternatives that are no names",
      { grant: testGrant({ policy }) },
      { body: { ...CHAT, models: "gpt-9" } },
      403,
      "model_not_allowed",
    ],
    ["an unknown path", {}, { path: "/v1/nothing" }, 404, "unknown_url"],
    ["a path that climbs", {}, { path: "/v1/models/%2e%2e/secrets", method: "GET" }, 404, "unknown_url"],
    ["a model whose name is no text", {}, { path: "/v1/models/%zz", method: "GET" }, 404, "unknown_url"],
    ["another method", {}, { method: "DELETE" }, 405, "method_not_allowed"],
    ["a body too large", { settings: { maxBodyBytes: 10 } }, {}, 413, "request_too_large"],
    ["more bodies than fit", { settings: { maxBufferedBytes: 10 } }, {}, 503, "overloaded"],
    ["broken JSON", {}, { body: '{"model": "test-model", "messages": [' }, 400, null],
    ["JSON that is no object", {}, { body: "[1]" }, 400, null],
    ["a second model", {}, { body: '{"model":"test-model","mod\\u0065l":"gpt-9"}' }, 400, null],
    ["a compressed body", {}, { headers: { "content-encoding": "gzip" } }, 415, "unsupported_content_encoding"],
  ] as const)("answers %s by OpenAI's envelope", async (...row) => {
    const [, options, call, status, code] = row;
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), ...options });
    const answered = await ask(fixture, call);
    expect([answered.status, answered.headers["content-type"]]).toEqual([status, "application/json"]);
    const body: unknown = JSON.parse(answered.text);
    expect(envelopeShape.parse(body).error.code).toBe(code);
    expect(answered.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(upstream.requests).toHaveLength(0);
    expect(fixture.telemetry.ends.map(({ event }) => event.status)).toEqual([status]);
    const isOfToken = status === 401 || status === 403;
    expect(fixture.telemetry.counts).toEqual(isOfToken ? [`llm_proxy.tokens.rejected ${code}`] : []);
  });

  it("tells a database that is away from a token that is wrong", async () => {
    const grants = { find: () => Promise.reject(dependencyUnavailable("database")) };
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), grants });
    const answered = await ask(fixture);
    expect([answered.status, answered.headers["retry-after"]]).toEqual([503, "1"]);
    expect(answered.text).toContain("dependency_unavailable");
  });

  it("takes no new call while it drains", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    fixture.drainState.isDraining = true;
    const answered = await ask(fixture);
    expect([answered.status, answered.headers["connection"], answered.headers["retry-after"]]).toEqual([
      503,
      "close",
      "1",
    ]);
  });

  it("lets a caller that still sends a huge body read its 413", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: { maxBodyBytes: 1000 } });
    const answered = await ask(fixture, { body: "x".repeat(5_000_000) });
    expect(answered.status).toBe(413);
    expect(answered.headers["connection"]).toBe("close");
  });

  it("gives up on a caller that sends its body too slowly", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: { bodyTimeoutMs: 20 } });
    const socket = connect(Number(new URL(fixture.origin).port), "127.0.0.1");
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TEST_TOKEN}\r\ncontent-length: 100\r\n\r\n{`,
    );
    const received = await new Promise<string>((resolve) => {
      socket.once("data", (bytes) => {
        resolve(String(bytes));
      });
    });
    socket.destroy();
    expect(received).toContain("408 Request Timeout");
    expect(received).toContain('"code":"request_timeout"');
    await fixture.ended(1);
    expect(fixture.limiter.asks).toHaveLength(0);
  });
});

const envelopeShape = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

describe("limits", () => {
  it("reserves a quarter of the body's bytes and the answer's bound, and settles what was used", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    await ask(fixture);
    const estimatedTokens = Math.ceil(JSON.stringify(CHAT).length / 4) + 100;
    expect(fixture.limiter.asks.map((each) => each.estimatedTokens)).toEqual([estimatedTokens]);
    expect(fixture.limiter.settlements).toEqual([12]);
  });

  it("reserves for a picture what a picture costs, and for prose behind the same mark what prose costs", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    const withText = (text: string) => ({ ...CHAT, messages: [{ role: "user", content: text }] });
    await ask(fixture, { body: withText(`data:image/png;base64,${"A".repeat(2_000_000)}`) });
    await ask(fixture, { body: withText(`;base64,${"word ".repeat(400_000)}`) });
    const [picture = 0, prose = 0] = fixture.limiter.asks.map(({ estimatedTokens }) => estimatedTokens);
    expect([picture > 1600, picture < 2000, prose > 500_000]).toEqual([true, true, true]);
  });

  it("settles nothing for an answer that is an error", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    upstream.enqueue(
      answer(400, { error: { message: "No.", type: "invalid_request_error", param: null, code: null } }),
    );
    const answered = await ask(fixture);
    expect([answered.status, answered.text]).toEqual([400, expect.stringContaining("No.")]);
    expect(fixture.limiter.settlements).toEqual([0]);
  });

  it("gives everything back when no provider was reached", async () => {
    await using fixture = await startDataPlane({ chain: [] });
    const answered = await ask(fixture);
    expect(answered.status).toBe(503);
    expect(fixture.limiter.settlements).toEqual(["released"]);
  });

  it("says what is left as OpenAI does", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    const state = {
      requests: { limit: 60, remaining: 59, resetMs: 12 },
      tokens: { limit: 9000, remaining: 1, resetMs: 360_000 },
    };
    fixture.limiter.decide = () => fixture.limiter.admitted(state);
    const { headers } = await ask(fixture);
    expect(Object.entries(headers).filter(([name]) => name.startsWith("x-ratelimit-"))).toEqual([
      ["x-ratelimit-limit-requests", "60"],
      ["x-ratelimit-remaining-requests", "59"],
      ["x-ratelimit-reset-requests", "12ms"],
      ["x-ratelimit-limit-tokens", "9000"],
      ["x-ratelimit-remaining-tokens", "1"],
      ["x-ratelimit-reset-tokens", "6m0s"],
    ]);
  });

  it.each([
    ["rate", 429, "requests", "rate_limit_exceeded", "2", undefined],
    ["quota", 429, "insufficient_quota", "insufficient_quota", undefined, "false"],
  ] as const)("answers a %s that is used up", async (...row) => {
    const [reason, status, type, code, retryAfter, shouldRetry] = row;
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    const state = { requests: { limit: 1, remaining: 0, resetMs: 1500 }, tokens: null };
    fixture.limiter.decide = () => ({ kind: "denied", reason, dimension: "requests", retryAfterMs: 1500, state });
    const answered = await ask(fixture);
    expect(answered.status).toBe(status);
    expect(JSON.parse(answered.text)).toMatchObject({ error: { type, code } });
    expect([answered.headers["retry-after"], answered.headers["x-should-retry"]]).toEqual([retryAfter, shouldRetry]);
    expect(upstream.requests).toHaveLength(0);
  });

  it("answers 503 when policy says closed and Redis is away", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    fixture.limiter.decide = () => ({ kind: "unavailable" });
    expect((await ask(fixture)).status).toBe(503);
  });
});

describe("headers", () => {
  it("lets nothing secret through in either direction", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    upstream.enqueue(
      answer(
        200,
        { ok: true },
        {
          "set-cookie": "provider=1",
          "x-request-id": "req_upstream",
          "x-ratelimit-remaining-requests": "3",
          "openai-organization": "org-secret",
          "x-vendor": "kept",
          connection: "x-gone",
          "x-gone": "1",
        },
      ),
    );
    const { headers } = await ask(fixture, {
      headers: {
        cookie: "session=1",
        "x-api-key": "callers-own",
        "x-forwarded-for": "10.0.0.1",
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "openai-organization": "org-other",
        "x-request-id": "caller-1",
        "openai-beta": "kept",
      },
    });
    const received = upstream.requests[0]?.headers ?? {};
    expect(received.authorization).toBe(`Bearer ${TEST_PROVIDER_KEY}`);
    expect(received["openai-beta"]).toBe("kept");
    expect(Object.keys(received).sort()).toEqual(
      [
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "openai-beta",
      ].sort(),
    );
    expect(headers).toMatchObject({
      "x-upstream-request-id": "req_upstream",
      "x-upstream-ratelimit-remaining-requests": "3",
      "x-client-request-id": "caller-1",
      "x-vendor": "kept",
      "x-llm-proxy-provider": "groq",
      "x-llm-proxy-attempts": "1",
      "x-llm-proxy-fallback-index": "0",
    });
    expect(headers["server-timing"]).toMatch(/^gw;dur=[\d.]+, upstream;dur=[\d.]+$/);
    const kept = ["set-cookie", "openai-organization", "x-gone", "x-ratelimit-remaining-requests"];
    expect(kept.filter((name) => name in headers)).toEqual([]);
    expect(JSON.stringify([headers, fixture.events])).not.toContain(TEST_PROVIDER_KEY);
  });

  it("uses only the keys that a project brings, if it brings any", async () => {
    const providerKeys = [{ provider: "openai", keyId: "k", sealed: "s" }];
    await using fixture = await startDataPlane({
      chain: hops(upstream.origin, upstream.origin),
      grant: testGrant({ providerKeys }),
    });
    const { headers } = await ask(fixture);
    expect(headers["x-llm-proxy-provider"]).toBe("openai");
    expect(upstream.requests[0]?.headers.authorization).toBe("Bearer opened-project-1-openai");
  });

  it("does not show the caller a provider's complaint about the gateway's key", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
    upstream.enqueue(answer(401, { error: { message: `Incorrect API key provided: ${TEST_PROVIDER_KEY}` } }));
    const answered = await ask(fixture);
    expect(answered.status).toBe(502);
    expect(answered.text).not.toContain(TEST_PROVIDER_KEY);
  });
});

describe("models", () => {
  it("lists only what the token may use", async () => {
    const policy = { endpoints: [], models: ["a-*"], origins: [] };
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), grant: testGrant({ policy }) });
    upstream.enqueue(answer(200, { object: "list", data: [{ id: "a-1" }, { id: "b-1" }] }));
    const answered = await ask(fixture, { path: "/v1/models", method: "GET" });
    expect(JSON.parse(answered.text)).toEqual({ object: "list", data: [{ id: "a-1" }] });
    expect(upstream.requests[0]?.url).toBe("/openai/v1/models");
    expect(fixture.limiter.settlements).toEqual([0]);
  });
});

describe("the cache", () => {
  it("answers the second call, and says so", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), cache: new FakeCache() });
    upstream.enqueue(answer(200, { object: "list", data: [] }, { "cache-control": "public, max-age=60" }));
    const call = { path: "/v1/models", method: "GET" };
    const first = await ask(fixture, call);
    const second = await ask(fixture, call);
    await fixture.ended(2);
    expect([first.headers["x-proxy-cache"], first.headers["cache-status"]]).toEqual([
      "stored",
      "llm-proxy; fwd=miss; stored",
    ]);
    expect(second.headers).toMatchObject({
      "x-proxy-cache": "hit",
      "cache-status": "llm-proxy; hit; ttl=53",
      age: "7",
    });
    expect(second.text).toBe(first.text);
    expect(upstream.requests).toHaveLength(1);
    expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["success", "cache-hit"]);
  });

  it("is passed by where the caller does not opt in", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), cache: new FakeCache() });
    expect((await ask(fixture)).headers["x-proxy-cache"]).toBe("bypass");
  });
});

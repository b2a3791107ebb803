import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startScriptedUpstream, type ScriptedUpstream } from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN } from "../testing/data-plane-fixture.js";

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(() => {
  upstream.reset();
});
afterAll(() => upstream.close());

const OPEN = { corsOrigins: ["https://*.example.com"] };
const PAGE = "https://app.example.com";
const STRANGER = "https://app.example.com.evil.org";

const ask = async (url: string, method: string, headers: Record<string, string>, body: string | null = null) => {
  const answered = await send(url, { method: method === "OPTIONS" ? "OPTIONS" : "POST", headers, body });
  return { status: answered.statusCode, headers: answered.headers, text: await answered.body.text() };
};

const preflight = (origin: string, path: string, from: string, method = "POST") =>
  ask(origin + path, "OPTIONS", {
    origin: from,
    "access-control-request-method": method,
    "access-control-request-headers": "authorization, content-type, x-stainless-lang",
  });

const chat = (origin: string, headers: Record<string, string>) =>
  ask(
    `${origin}/v1/chat/completions`,
    "POST",
    { "content-type": "application/json", authorization: `Bearer ${TEST_TOKEN}`, ...headers },
    JSON.stringify({ model: "test-model", messages: [] }),
  );

describe("a page of an allowed origin", () => {
  it("may ask before it calls, without a token, and learns methods and headers", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: OPEN });
    const { status, headers, text } = await preflight(fixture.origin, "/v1/chat/completions", PAGE);
    expect([status, text]).toEqual([204, ""]);
    expect(headers).toMatchObject({
      "access-control-allow-origin": PAGE,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "authorization, content-type, x-stainless-lang",
      "access-control-max-age": "3600",
      vary: "Origin",
    });
    expect([upstream.requests.length, fixture.events.length]).toEqual([0, 0]);
  });

  it("learns which methods a URL takes, and of none where there is nothing", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: OPEN });
    const wrong = await preflight(fixture.origin, "/v1/models", PAGE, "DELETE");
    const unknown = await preflight(fixture.origin, "/v1/nothing", PAGE);
    expect(wrong.headers["access-control-allow-methods"]).toBe("GET");
    expect(unknown.headers["access-control-allow-methods"]).toBeUndefined();
  });

  it("may read answers and errors alike", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: OPEN });
    const good = await chat(fixture.origin, { origin: PAGE });
    const bad = await chat(fixture.origin, { origin: PAGE, authorization: "Bearer sk-wrong" });
    expect([good.status, bad.status]).toEqual([200, 401]);
    for (const { headers } of [good, bad]) {
      expect([headers["access-control-allow-origin"], headers["vary"]]).toEqual([PAGE, "Origin"]);
      expect(headers["access-control-expose-headers"]).toContain("x-request-id");
    }
  });
});

describe("a page of another origin", () => {
  it.each([STRANGER, "null"])("is refused before it calls: %s", async (origin) => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: OPEN });
    const { status, headers, text } = await preflight(fixture.origin, "/v1/chat/completions", origin);
    expect([status, headers["access-control-allow-origin"], headers["vary"]]).toEqual([403, undefined, "Origin"]);
    expect(JSON.parse(text)).toMatchObject({ error: { type: "permission_error", code: "origin_not_allowed" } });
  });

  it("may not read answers, whatever the provider grants", async () => {
    await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: OPEN });
    upstream.enqueue([
      {
        kind: "head",
        status: 200,
        headers: { "content-type": "application/json", "access-control-allow-origin": "*" },
      },
      { kind: "write", bytes: "{}" },
      { kind: "end" },
    ]);
    const { status, headers } = await chat(fixture.origin, { origin: STRANGER });
    expect([status, headers["access-control-allow-origin"]]).toEqual([200, undefined]);
  });
});

it("knows no pages at all unless it is told of some", async () => {
  await using fixture = await startDataPlane({ chain: hops(upstream.origin) });
  const { status, headers, text } = await preflight(fixture.origin, "/v1/chat/completions", PAGE);
  expect([status, headers["access-control-allow-origin"], headers["vary"]]).toEqual([405, undefined, undefined]);
  expect(text).toContain("method_not_allowed");
});

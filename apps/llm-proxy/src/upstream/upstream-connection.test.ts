import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeCertificate } from "../testing/certificate.js";
import { startScriptedUpstream, stream, chatStream, type ScriptedUpstream } from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN, TEST_UPSTREAM } from "../testing/data-plane-fixture.js";

let folder: string;
let certificate: string;
let secure: ScriptedUpstream;
let plain: ScriptedUpstream;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "llm-proxy-upstream-"));
  const made = await makeCertificate(folder);
  certificate = made.certificate;
  secure = await startScriptedUpstream({ key: await readFile(made.keyFile, "utf8"), cert: certificate });
  plain = await startScriptedUpstream();
});
beforeEach(() => {
  secure.reset();
  plain.reset();
});
afterAll(async () => {
  await secure.close();
  await plain.close();
  await rm(folder, { recursive: true });
});

async function chat(origin: string, isStream = false) {
  const { statusCode, headers, body } = await send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", messages: [], stream: isStream }),
  });
  return { status: statusCode, provider: headers["x-llm-proxy-provider"], text: await body.text() };
}

describe("a provider with TLS", () => {
  it("is spoken to when its authority is trusted, streams too", async () => {
    await using fixture = await startDataPlane({
      chain: hops(secure.origin),
      upstream: { certificateAuthority: certificate },
    });
    secure.enqueue(stream(chatStream(["one"])));
    const streamed = await chat(fixture.origin, true);
    expect([streamed.status, streamed.text.includes("[DONE]")]).toEqual([200, true]);
    expect((await chat(fixture.origin)).status).toBe(200);
    expect(secure.requests[0]?.headers.host).toBe(new URL(secure.origin).host);
  });

  it("gets neither key nor prompt when its authority is unknown; the next one is asked", async () => {
    await using fixture = await startDataPlane({ chain: hops(secure.origin, plain.origin) });
    const { status, provider } = await chat(fixture.origin);
    expect([status, provider, secure.requests.length]).toEqual([200, "openai", 0]);
    await fixture.ended(1);
    expect(fixture.events[0]?.attempts[0]).toEqual({
      provider: "groq",
      status: null,
      error: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
  });
});

describe("a provider that accepts connections and says nothing", () => {
  let silent: Server;
  let origin: string;
  beforeAll(async () => {
    silent = createServer(() => undefined);
    await new Promise<void>((resolve) => void silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    origin = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  });
  afterAll(() => {
    silent.close();
  });

  const timeouts = { ...TEST_UPSTREAM.timeouts, connectMs: 100, firstByteMs: 30_000 };

  it("is left when the handshake takes longer than a connection may", async () => {
    await using fixture = await startDataPlane({
      chain: hops(`https://${origin}`, plain.origin),
      upstream: { timeouts },
    });
    const { status, provider } = await chat(fixture.origin);
    expect([status, provider]).toEqual([200, "openai"]);
    await fixture.ended(1);
    expect(fixture.events[0]?.attempts[0]?.error).toBe("UND_ERR_CONNECT_TIMEOUT");
  });

  it("is left when the first byte takes longer than it may, and answers 504 when nobody else is there", async () => {
    const upstream = { timeouts: { ...timeouts, firstByteMs: 100 } };
    await using fixture = await startDataPlane({ chain: hops(`http://${origin}`), upstream });
    const { status, text } = await chat(fixture.origin);
    expect([status, JSON.parse(text)]).toMatchObject([504, { error: { code: "upstream_timeout" } }]);
    await fixture.ended(1);
    expect(fixture.events[0]?.attempts[0]?.error).toBe("timeout_first-byte");
  });

  it("takes no longer than the whole time of the call, however many providers there are", async () => {
    const upstream = { timeouts: { ...timeouts, totalMs: 150 } };
    await using fixture = await startDataPlane({ chain: hops(`http://${origin}`, `http://${origin}`), upstream });
    const { status } = await chat(fixture.origin);
    expect(status).toBe(504);
    await fixture.ended(1);
    expect(fixture.events[0]?.attempts.map(({ error }) => error)).toEqual(["timeout_budget"]);
  });
});

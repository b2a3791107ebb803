import { createServer } from "node:http";
import { request as send } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { startDataPlane, TEST_TOKEN } from "../../testing/data-plane-fixture.js";
import { listenOnLoopback } from "../../testing/listen-on-loopback.js";
import { startScriptedUpstream, type ScriptedUpstream } from "../../testing/scripted-upstream.js";
import { bedrock, BEDROCK_TASK_ROLE } from "./bedrock.js";

/** What ECS serves to a task: credentials of its role, fresh ones once the old ones run out. */
class CredentialsEndpoint {
  readonly asked: (string | undefined)[] = [];
  origin = "";
  isBroken = false;
  validForMs = 6 * 60 * 60 * 1000;
  #close: () => Promise<void> = () => Promise.resolve();

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.asked.push(request.headers.authorization);
      if (this.isBroken) {
        response.writeHead(500).end();
        return;
      }
      const body = {
        AccessKeyId: `ASIA${this.asked.length}`,
        SecretAccessKey: "secret",
        Token: `session-${this.asked.length}`,
        Expiration: new Date(performance.timeOrigin + performance.now() + this.validForMs).toISOString(),
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    const { origin, close } = await listenOnLoopback(server);
    this.origin = origin;
    this.#close = close;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

let upstream: ScriptedUpstream;
let endpoint: CredentialsEndpoint;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(async () => {
  upstream.reset();
  endpoint = new CredentialsEndpoint();
  await endpoint.start();
  const absent = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"];
  for (const name of [...absent, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]) vi.stubEnv(name, undefined);
  for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/nonexistent");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${endpoint.origin}/credentials`);
  vi.stubEnv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "task-token");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});
afterAll(() => upstream.close());

const startWithTaskRole = () =>
  startDataPlane({
    chain: [
      {
        name: "bedrock",
        provider: bedrock({ region: "eu-central-1", baseUrl: `${upstream.origin}/openai/v1` }),
        key: BEDROCK_TASK_ROLE,
        models: { fast: "openai.gpt-oss-20b-1:0" },
      },
    ],
  });

async function chat(origin: string) {
  const { statusCode, body } = await send(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json", "x-callers": "1" },
    body: '{"model":"fast","messages":[]}',
  });
  return { status: statusCode, text: await body.text() };
}

it("signs calls with the credentials of the task's role, fetched once", async () => {
  await using fixture = await startWithTaskRole();
  expect([(await chat(fixture.origin)).status, (await chat(fixture.origin)).status]).toEqual([200, 200]);
  expect(endpoint.asked).toEqual(["task-token"]);
  const [request] = upstream.requests;
  expect(request?.url).toBe("/openai/v1/chat/completions");
  expect(request?.body.toString()).toBe('{"model":"openai.gpt-oss-20b-1:0","messages":[]}');
  expect(request?.headers["x-amz-security-token"]).toBe("session-1");
  expect(request?.headers["x-callers"]).toBeUndefined();
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=ASIA1\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
  );
});

it("fetches new ones before the old ones run out", async () => {
  endpoint.validForMs = 60_000; // Within the five minutes in which the SDK renews them, beside the calls.
  await using fixture = await startWithTaskRole();
  await chat(fixture.origin);
  endpoint.validForMs = 60 * 60 * 1000;
  await chat(fixture.origin);
  await vi.waitFor(async () => {
    await chat(fixture.origin);
    expect(upstream.requests.at(-1)?.headers["x-amz-security-token"]).toBe("session-2");
  }, 5000);
  expect(upstream.requests[0]?.headers["x-amz-security-token"]).toBe("session-1");
  expect(endpoint.asked).toHaveLength(2);
});

it("answers 502 while there are none, sends nothing, and asks again for the next call", async () => {
  endpoint.isBroken = true;
  await using fixture = await startWithTaskRole();
  const { status, text } = await chat(fixture.origin);
  expect([status, upstream.requests.length]).toEqual([502, 0]);
  expect(JSON.parse(text)).toMatchObject({ error: { type: "upstream_error", code: "upstream_unavailable" } });
  expect(text).not.toContain("task-token");
  endpoint.isBroken = false;
  expect((await chat(fixture.origin)).status).toBe(200);
});

import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { z } from "zod";
import { type GatewayProcess, makeToken, startGateway } from "../testing/gateway-process.js";
import { startOtlpCollector } from "../testing/otlp-collector.js";
import { answer, chatCompletion, errorAnswer } from "../testing/scripted-upstream.js";
import { PLANTED, startInstallation, type WholeInstallation } from "../testing/whole-installation.js";

const MIB = 1024 * 1024;
const EMPTY_PAGE_LENGTH = 60;

let installation: WholeInstallation;

beforeAll(async () => {
  installation = await startInstallation();
});

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
});

describe("planted secrets", () => {
  it("appear in no log, event, span, metric, error or audit entry", async () => {
    await using collector = await startOtlpCollector();
    await using gateway = await startGateway({
      ...installation.variables,
      LOG_LEVEL: "trace",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
      OTEL_TRACES_SAMPLER_ARG: "1",
    });
    const token = await makeToken(gateway.origin, PLANTED.managementToken);
    const secrets = [...Object.values(PLANTED), token];
    // Audit entries are written in the background: the page is asked for again until it holds one.
    await until(
      async () => (await get(gateway, "/manage/audit", PLANTED.managementToken)).text.length > EMPTY_PAGE_LENGTH,
    );
    installation.upstream.reset();
    // A provider that shows the key in its own error; and a caller that pastes secrets wherever it can.
    installation.upstream.enqueue(answer(200, chatCompletion("Hello.")), errorAnswer(500), errorAnswer(500));
    const answers = [
      await chat(gateway, token, {}),
      await chat(gateway, token, {}),
      await chat(gateway, `${token}x`, {}),
      await chat(gateway, token, { model: PLANTED.providerKey }),
      await get(gateway, `/v1/models/${PLANTED.encryptionKey}?key=${token}`, token),
      await get(gateway, `/v1/unknown?key=${PLANTED.providerKey}`, token),
      await get(gateway, "/manage/audit", PLANTED.managementToken),
      await get(gateway, "/manage/projects", `${PLANTED.managementToken}x`),
      await get(gateway, "/health", ""),
    ];
    // Redis forgets the events when it is stopped.
    const pasted = [answers[3], answers[4]].map((each) => each?.headers["x-request-id"]);
    await until(async () => {
      const ids = (await installation.events()).map(({ id }) => id);
      return pasted.every((id) => typeof id === "string" && ids.includes(id));
    });
    const events = await installation.events();
    await installation.redis.stop();
    answers.push(await chat(gateway, token, {}));
    await installation.redis.start();
    const metrics = await get(gateway, "/metrics", "");
    gateway.signal("SIGTERM");
    expect((await gateway.ended).code).toBe(0);
    const seen = {
      log: gateway.output(),
      spans: collector.received(),
      metrics: metrics.text,
      events: [...events, ...(await installation.events())].map(({ json }) => json).join("\n"),
      errors: answers
        .filter(({ status }) => status >= 400)
        .map(({ text }) => text)
        .join("\n"),
      audit: answers[6]?.text ?? "",
    };
    for (const [place, text] of Object.entries(seen)) {
      expect(text.length, place).toBeGreaterThan(50);
      for (const secret of secrets) expect(text.includes(secret), `${place} shows a secret`).toBe(false);
    }
    expect(seen.events).toContain('"model":"[redacted]"');
    expect(seen.spans).toContain("/v1/traces");
    expect(seen.spans).toContain("/v1/metrics");
  });
});

describe("an outage of Redis and PostgreSQL", () => {
  it("leaves known tokens served, answers 503 and never 401, and ends by itself", async () => {
    await using gateway = await startGateway(installation.variables);
    installation.upstream.reset();
    const known = await makeToken(gateway.origin, PLANTED.managementToken, { requests_per_minute: 1000 });
    const unknown = await makeToken(gateway.origin, PLANTED.managementToken);
    expect((await chat(gateway, known, {})).status).toBe(200);

    await installation.redis.stop();
    expect((await chat(gateway, known, {})).status).toBe(200);
    await installation.postgres.stop();
    const during = await Promise.all(Array.from({ length: 20 }, () => chat(gateway, known, {})));
    expect(new Set(during.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await chat(gateway, unknown, {});
    expect(refused.status).toBe(503);
    expect(refused.headers["retry-after"]).toBeDefined();
    expect((await get(gateway, "/manage/projects", PLANTED.managementToken)).status).toBe(503);
    expect((await get(gateway, "/live", "")).status).toBe(200);
    await until(async () => (await health(gateway)).checks["database"]?.status === "down");
    // It knows a token, so it can serve.
    expect((await get(gateway, "/ready", "")).status).toBe(200);

    await installation.postgres.start();
    await installation.redis.start();
    await until(async () => (await health(gateway)).status === "ok");
    await until(async () => (await chat(gateway, unknown, {})).status === 200);
  });

  it("goes on when both hang instead of ending", async () => {
    await using gateway = await startGateway(installation.variables);
    installation.upstream.reset();
    const known = await makeToken(gateway.origin, PLANTED.managementToken, { requests_per_minute: 1000 });
    expect((await chat(gateway, known, {})).status).toBe(200);
    installation.redis.freeze();
    const during = await Promise.all(Array.from({ length: 20 }, () => chat(gateway, known, {})));
    installation.redis.thaw();
    expect(new Set(during.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("waits for a database that is away at the start, and is not ready until then", async () => {
    await installation.postgres.stop();
    const starting = startGateway({ ...installation.variables, HEALTH_INTERVAL: "200ms" });
    await installation.postgres.start();
    await using gateway = await starting;
    expect((await get(gateway, "/live", "")).status).toBe(200);
    await until(async () => (await get(gateway, "/ready", "")).status === 200);
  });
});

describe("hostile callers", () => {
  let gateway: GatewayProcess;
  let token: string;

  beforeAll(async () => {
    gateway = await startGateway({
      ...installation.variables,
      HEADERS_TIMEOUT: "1s",
      REQUEST_RECEIVE_TIMEOUT: "2s",
    });
    token = await makeToken(gateway.origin, PLANTED.managementToken);
    installation.upstream.reset();
  });

  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
  });

  it("get 400 for JSON that is none, 401 for bad tokens and 404 for unknown paths, in OpenAI's envelope", async () => {
    const malformed = await post(gateway, token, '{"model": "test-model", "messages": [');
    const invented = await chat(gateway, "sk-invented", {});
    const none = await request(`${gateway.origin}/v1/chat/completions`, { method: "POST", body: "{}" });
    const unknown = await get(gateway, "/v1/nothing", token);
    expect([malformed.status, invented.status, none.statusCode, unknown.status]).toEqual([400, 401, 401, 404]);
    for (const { text } of [malformed, invented, unknown]) expectEnvelope(text);
    expectEnvelope(await none.body.text());
  });

  it("get 413 for 50 MB, also when forty send them at once, and memory stays bounded", async () => {
    const body = Buffer.alloc(50 * MIB, "a");
    const attempts = await Promise.allSettled(Array.from({ length: 40 }, () => post(gateway, token, body)));
    const answered = attempts.filter((attempt) => attempt.status === "fulfilled").map(({ value }) => value);
    // A sender that is still sending may see its connection end instead of the answer; on a busy machine a head may take
    // longer than this gateway's second.
    expect(answered.map(({ status }) => status).filter((status) => status !== 413 && status !== 408)).toEqual([]);
    for (const { text } of answered) expectEnvelope(text);
    expect((await chat(gateway, token, {})).status).toBe(200);
    expect(await residentMib(gateway)).toBeLessThan(400);
  });

  it("get 431 for a flood of headers", async () => {
    const answer = await raw(
      gateway,
      `GET /v1/models HTTP/1.1\r\nhost: a\r\n${`x: ${"a".repeat(1000)}\r\n`.repeat(40)}\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expectEnvelope(answer.split("\r\n\r\n")[1] ?? "");
  });

  it("get 400 for what is no HTTP", async () => {
    const answer = await raw(gateway, "HELLO\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expectEnvelope(answer.split("\r\n\r\n")[1] ?? "");
  });

  it("get 408 when they never finish their headers or their body", async () => {
    const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\n`;
    const answers = await Promise.all([
      raw(gateway, "GET /v1/models HTTP/1.1\r\nhost: a\r\nx-slow: "),
      raw(gateway, `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"model":`),
    ]);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect((await chat(gateway, token, {})).status).toBe(200);
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const chat = (gateway: GatewayProcess, token: string, more: object): Promise<Answer> =>
  post(gateway, token, JSON.stringify({ model: "test-model", messages: [{ role: "user", content: "Hi" }], ...more }));

async function post(gateway: GatewayProcess, token: string, body: string | Buffer): Promise<Answer> {
  const response = await request(`${gateway.origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body,
  });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
}

async function get(gateway: GatewayProcess, path: string, token: string): Promise<Answer> {
  const response = await request(`${gateway.origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
}

const healthShape = z.object({
  status: z.string(),
  checks: z.record(z.string(), z.looseObject({ status: z.string() })),
});

const health = async (gateway: GatewayProcess) =>
  healthShape.parse(JSON.parse((await get(gateway, "/health", "")).text));

async function residentMib(gateway: GatewayProcess): Promise<number> {
  const { text } = await get(gateway, "/metrics", "");
  return Number(/^process_memory_rss (\d+)/m.exec(text)?.[1]) / MIB;
}

/** Sends bytes as they are and reads until the other side ends. */
async function raw(gateway: GatewayProcess, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(gateway.origin).port), "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  socket.on("error", () => undefined);
  socket.write(bytes);
  await once(socket, "close");
  return text;
}

const envelopeShape = z.object({
  error: z.object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string().nullable() }),
});

const expectEnvelope = (text: string): void => {
  expect(envelopeShape.safeParse(JSON.parse(text)).success, text).toBe(true);
};

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}

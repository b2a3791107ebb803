import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Pool } from "undici";
import { makeToken, startGateway } from "../testing/gateway-process.js";
import { MEASURED, usedHeap } from "../testing/heap-meter.js";
import { listenOnLoopback } from "../testing/listen-on-loopback.js";
import { chatCompletion } from "../testing/scripted-upstream.js";
import { PLANTED, startInstallation, type WholeInstallation } from "../testing/whole-installation.js";

const MIB = 1024 * 1024;
const CALLERS = 32;
const WARM_UP_CALLS = 6000;
const CALLS = 12_000;
/** What still waits for a busy Redis or log goes within seconds. */
const STILL_WAITING = { timeout: 30_000, interval: 1000 } as const;

const BODY = JSON.stringify({ model: "test-model", messages: [{ role: "user", content: "Hi" }] });
const ANSWER = JSON.stringify(chatCompletion("Hello."));

let installation: WholeInstallation;
/** Remembers nothing, unlike the scripted one: so many calls would be its own burden. */
let upstream: Awaited<ReturnType<typeof listenOnLoopback>>;

beforeAll(async () => {
  installation = await startInstallation();
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.setHeader("content-type", "application/json");
      response.end(ANSWER);
    });
  });
  upstream = await listenOnLoopback(server);
});

afterAll(async () => {
  await upstream.close();
  await installation[Symbol.asyncDispose]();
});

it("leaves nothing of many calls behind in memory", async () => {
  const variables = { ...installation.variables, ...MEASURED, OPENAI_API_URL: `${upstream.origin}/v1` };
  await using gateway = await startGateway(variables);
  const pool = new Pool(gateway.origin, { connections: CALLERS });
  const token = await makeToken(gateway.origin, PLANTED.managementToken, { requests_per_minute: 10_000_000 });
  // Pools, caches, statistics and compiled code.
  expect(await callMany(pool, token, WARM_UP_CALLS)).toEqual(new Set([200]));
  const settled = await usedHeap(gateway.output());
  expect(await callMany(pool, token, CALLS)).toEqual(new Set([200]));
  await vi.waitFor(async () => {
    const grown = (await usedHeap(gateway.output())) - settled;
    // A single kept object or listener a call would be more.
    expect(grown / CALLS, "bytes a call").toBeLessThan(200);
  }, STILL_WAITING);
  expect(await residentMib(pool)).toBeLessThan(300);
  await pool.close();
  // On a busy machine 18,000 calls take more than a test's usual minute.
}, 240_000);

/** @returns every status that was answered. */
async function callMany(pool: Pool, token: string, count: number): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  let left = count;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await pool.request({ method: "POST", path: "/v1/chat/completions", headers, body: BODY });
      await response.body.dump();
      statuses.add(response.statusCode);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return statuses;
}

async function residentMib(pool: Pool): Promise<number> {
  const { body } = await pool.request({ method: "GET", path: "/metrics" });
  return Number(/^process_memory_rss (\d+)/m.exec(await body.text())?.[1]) / MIB;
}

import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { request } from "undici";
import { forkTypescript } from "../testing/fork-typescript.js";
import { type GatewayProcess, makeToken, startGateway } from "../testing/gateway-process.js";
import { answer, chatCompletion } from "../testing/scripted-upstream.js";
import { PLANTED, startInstallation, type WholeInstallation } from "../testing/whole-installation.js";

/**
 * What a kill of the proxy may lose: the batch that waits (20 ms, see EVENT_BUS_DEFAULTS) and its round trip. Ten times as
 * long, since the clocks are this process's and the machine may be busy.
 */
const WINDOW_MS = 200;
const CALLERS = 16;
/** Much is killed and started anew here; a busy machine takes more than a test's usual minute. */
const PATIENCE_MS = 120_000;

let installation: WholeInstallation;
let folder: string;

beforeAll(async () => {
  installation = await startInstallation({ appendOnly: true });
  folder = await mkdtemp(join(tmpdir(), "llm-proxy-kill-"));
});

beforeEach(() => {
  installation.upstream.reset();
  installation.upstream.otherwise(() => answer(200, chatCompletion("Hello.")));
});

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

it("loses no event of a call that ended longer than the window before a kill -9 of the proxy", async () => {
  await using gateway = await startGateway(installation.variables);
  const load = await startLoad(gateway);
  await load.reached(300);
  await pause(2 * WINDOW_MS);
  const killedMs = performance.now();
  gateway.signal("SIGKILL");
  await gateway.ended;
  const answered = await load.end();
  const stored = new Set((await installation.events()).map(({ id }) => id));
  const early = answered.filter(({ atMs }) => atMs < killedMs - WINDOW_MS);
  const lost = answered.filter(({ id }) => !stored.has(id));
  expect(early.length).toBeGreaterThanOrEqual(300);
  // Counted, and bounded: all of them ended within the window.
  expect(lost.filter((call) => early.includes(call))).toEqual([]);
  expect(lost.length).toBeLessThanOrEqual(answered.length - early.length);
});

it(
  "brings every event to the sink though the dispatcher is killed again and again",
  async () => {
    const file = join(folder, "dispatcher-killed.ndjson");
    await using gateway = await startGateway(installation.variables);
    const load = await startLoad(gateway);
    for (let kill = 0; kill < 3; kill += 1) {
      const dispatcher = await startDispatcher(file);
      await pause(400);
      await dispatcher.kill();
    }
    await load.reached(300);
    const answered = await load.end();
    const dispatcher = await startDispatcher(file);
    await arrived(answered, file);
    await dispatcher.kill();
    expect(answered.filter(({ status }) => status !== 200)).toEqual([]);
  },
  PATIENCE_MS,
);

it(
  "brings every event to the sink, and answers every call, though Redis is killed again and again",
  async () => {
    const file = join(folder, "redis-killed.ndjson");
    await using gateway = await startGateway(installation.variables);
    const dispatcher = await startDispatcher(file);
    const load = await startLoad(gateway);
    for (let kill = 0; kill < 3; kill += 1) {
      await pause(400);
      await installation.redis.kill();
      await pause(200);
      await installation.redis.start();
    }
    await pause(400);
    const answered = await load.end();
    await arrived(answered, file);
    await dispatcher.kill();
    expect(answered.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await droppedBy(gateway)).toBe(0);
  },
  PATIENCE_MS,
);

interface Answered {
  readonly id: string;
  readonly status: number;
  readonly atMs: number;
}

interface Load {
  /** Resolves once so many calls have been answered, however busy the machine is. */
  reached(count: number): Promise<void>;
  /** @returns every call that was answered. */
  end(): Promise<readonly Answered[]>;
}

async function startLoad(gateway: GatewayProcess): Promise<Load> {
  const token = await makeToken(gateway.origin, PLANTED.managementToken);
  const answered: Answered[] = [];
  const state = { isOver: false };
  const caller = async (): Promise<void> => {
    while (!state.isOver) {
      const result = await call(gateway.origin, token).catch(() => null);
      if (result !== null) answered.push({ ...result, atMs: performance.now() });
      // The proxy is gone.
      else await pause(5);
    }
  };
  const callers = Promise.all(Array.from({ length: CALLERS }, caller));
  return {
    reached: async (count) => {
      while (answered.length < count) await pause(20);
    },
    end: async () => {
      state.isOver = true;
      await callers;
      return answered;
    },
  };
}

async function call(origin: string, token: string): Promise<Omit<Answered, "atMs">> {
  const response = await request(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", messages: [] }),
  });
  await response.body.text();
  return { id: String(response.headers["x-request-id"]), status: response.statusCode };
}

/** One that claims after 300 ms what a killed one held; in production it is a minute. */
async function startDispatcher(file: string): Promise<{ kill(): Promise<void> }> {
  const module = new URL("../testing/dispatcher-process.ts", import.meta.url);
  const child = await forkTypescript(module, [installation.redis.url, file, `consumer-${process.hrtime.bigint()}`]);
  const ended = new Promise((resolve) => void child.once("exit", resolve));
  return {
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Resolves once the file holds every event, and says how many it lacks when that takes far too long. */
const arrived = (answered: readonly Answered[], file: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const text = await readFile(file, "utf8").catch(() => "");
      const ids = new Set(text.split("\n").map((line) => /^\{"id":"([^"]+)".*\}$/u.exec(line)?.[1]));
      const lacking = answered.filter(({ id }) => !ids.has(id));
      expect(lacking.length, `of ${answered.length} events: ${JSON.stringify(lacking.slice(0, 3))}`).toBe(0);
    },
    { timeout: 90_000, interval: 100 },
  );

async function droppedBy(gateway: GatewayProcess): Promise<number> {
  const { body } = await request(`${gateway.origin}/metrics`);
  return Number(/^llm_proxy_events\{state="dropped"\} (\d+)$/mu.exec(await body.text())?.[1]);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

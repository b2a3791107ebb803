import { afterAll, beforeAll, expect, it } from "vitest";
import { request } from "undici";
import { type GatewayProcess, makeToken, startGateway } from "../testing/gateway-process.js";
import { answer, chatCompletion } from "../testing/scripted-upstream.js";
import { PLANTED, startInstallation, type WholeInstallation } from "../testing/whole-installation.js";

/**
 * What a kill may lose: the batch that waits (20 ms, see EVENT_BUS_DEFAULTS) and its round trip. Ten times as long, since
 * the clocks are this process's and the machine may be busy.
 */
const WINDOW_MS = 200;

let installation: WholeInstallation;

beforeAll(async () => {
  installation = await startInstallation();
});

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
});

it("loses no event of a call that ended longer than the window before a kill -9", async () => {
  await using gateway = await startGateway(installation.variables);
  installation.upstream.otherwise(() => answer(200, chatCompletion("Hello.")));
  const token = await makeToken(gateway.origin, PLANTED.managementToken);
  const { answered, killedMs } = await callUntilKilled(gateway, token, 1500);
  const stored = new Set((await installation.events()).map(({ id }) => id));
  const early = answered.filter(({ atMs }) => atMs < killedMs - WINDOW_MS);
  expect(early.length).toBeGreaterThan(100);
  expect(early.filter(({ id }) => !stored.has(id))).toEqual([]);
});

interface Answered {
  readonly id: string;
  readonly atMs: number;
}

async function callUntilKilled(
  gateway: GatewayProcess,
  token: string,
  forMs: number,
): Promise<{ readonly answered: readonly Answered[]; readonly killedMs: number }> {
  const answered: Answered[] = [];
  const state = { isKilled: false };
  const caller = async (): Promise<void> => {
    while (!state.isKilled) {
      const id = await call(gateway.origin, token).catch(() => null);
      if (id !== null) answered.push({ id, atMs: performance.now() });
    }
  };
  const callers = Promise.all(Array.from({ length: 16 }, caller));
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const killedMs = performance.now();
  gateway.signal("SIGKILL");
  state.isKilled = true;
  await gateway.ended;
  await callers;
  return { answered, killedMs };
}

async function call(origin: string, token: string): Promise<string> {
  const response = await request(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", messages: [] }),
  });
  await response.body.text();
  return String(response.headers["x-request-id"]);
}

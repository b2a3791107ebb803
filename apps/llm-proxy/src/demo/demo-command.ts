import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Variables } from "../config/environment.js";
import { loadConfiguration } from "../config/load-configuration.js";
import { FileSink } from "../dispatcher/file-sink.js";
import type { EventTaker } from "../events/in-memory-event-bus.js";
import { startServer } from "../server/start-server.js";
import { SYSTEM_CLOCK } from "../server/system-clock.js";
import { firstSignal } from "../commands/process-signals.js";
import { demoIntroduction } from "./demo-introduction.js";
import { makeDemoToken } from "./demo-token.js";
import { startDemoUpstream } from "./demo-upstream.js";

/**
 * Server, dispatcher and upstream in one process, on the embedded database in a temporary folder. Of the environment only
 * PORT, LOG_LEVEL and LISTEN_SURFACES count, so that a demo never touches anything real.
 * @returns The exit code, once Ctrl-C has ended it.
 */
export async function demoCommand(variables: Variables, version: string): Promise<number> {
  const signal = firstSignal();
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-demo-"));
  try {
    return await runDemo({ folder, variables, version, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Demo {
  readonly folder: string;
  readonly variables: Variables;
  readonly version: string;
  readonly signal: Promise<NodeJS.Signals>;
}

async function runDemo({ folder, variables, version, signal }: Demo): Promise<number> {
  process.stdout.write("Starting the embedded database; the first time takes a few seconds.\n");
  const upstream = await startDemoUpstream(SYSTEM_CLOCK.epochMs);
  const eventFile = join(folder, "events.ndjson");
  const sink = new FileSink(eventFile);
  const managementToken = randomBytes(18).toString("base64url");
  const configuration = loadConfiguration(
    "server",
    demoVariables({ folder, managementToken, upstream: upstream.baseUrl, variables }),
  );
  const server = await startServer(configuration, {
    version,
    takers: [(records) => sink.take(records), showEvents],
  });
  try {
    await server.serving;
    const origin = `http://127.0.0.1:${server.address.port}`;
    const token = await makeDemoToken(origin, managementToken);
    process.stdout.write(demoIntroduction({ origin, token, managementToken, eventFile }));
    await signal;
  } finally {
    await server.shutDown();
    await sink.close();
    upstream.close();
  }
  return 0;
}

const demoVariables = (demo: {
  readonly folder: string;
  readonly managementToken: string;
  readonly upstream: string;
  readonly variables: Variables;
}): Variables => ({
  LISTEN_ADDR: "127.0.0.1:8080",
  PORT: demo.variables["PORT"],
  LOG_LEVEL: demo.variables["LOG_LEVEL"] ?? "error",
  LISTEN_SURFACES: demo.variables["LISTEN_SURFACES"] ?? "data,health,management,metrics,admin",
  MANAGEMENT_TOKEN: demo.managementToken,
  ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  DATABASE_EMBEDDED_PATH: join(demo.folder, "database"),
  LLM_PROXY_EVENT_BUS: "in-memory",
  PROVIDER_CHAIN: "openai",
  OPENAI_API_URL: demo.upstream,
  OPENAI_API_KEY: "the-demo-upstream-takes-any-key",
  MODEL_PRICES: '{"demo-model":{"input":0.5,"output":1.5}}',
  DRAIN_DELAY: "0",
  SHUTDOWN_TIMEOUT: "10s",
});

const showEvents: EventTaker = (records) => {
  for (const { json } of records) process.stdout.write(`event ${json}\n`);
  return Promise.resolve([]);
};

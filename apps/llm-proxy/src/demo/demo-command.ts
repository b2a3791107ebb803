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
import { demoEnd } from "./demo-end.js";
import { demoIntroduction } from "./demo-introduction.js";
import { demoPort } from "./demo-port.js";
import { makeDemoToken } from "./demo-token.js";
import { startDemoUpstream } from "./demo-upstream.js";

/**
 * Server, dispatcher and upstream in one process, on the embedded database in a temporary folder. Of the environment only
 * PORT, LOG_LEVEL and LISTEN_SURFACES count, so that a demo never touches anything real.
 * @returns The exit code, once Ctrl-C has ended it.
 */
export async function demoCommand(variables: Variables, version: string): Promise<number> {
  const end = demoEnd();
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-demo-"));
  try {
    await runDemo({ folder, variables, version, end });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write("\nThe demo has ended; its folder is deleted.\n");
  return 0;
}

interface Demo {
  readonly folder: string;
  readonly variables: Variables;
  readonly version: string;
  readonly end: Promise<void>;
}

async function runDemo({ folder, variables, version, end }: Demo): Promise<void> {
  const upstream = await startDemoUpstream(SYSTEM_CLOCK.epochMs);
  const eventFile = join(folder, "events.ndjson");
  const sink = new FileSink(eventFile);
  const managementToken = randomBytes(18).toString("base64url");
  const port = await demoPort(variables["PORT"]);
  const configuration = loadConfiguration(
    "server",
    demoVariables({ folder, managementToken, upstream: upstream.baseUrl, port, variables }),
  );
  process.stdout.write("Starting the embedded database; it takes a few seconds.\n");
  const server = await startServer(configuration, {
    version,
    takers: [(records) => sink.take(records), showEvents],
  });
  try {
    const begin = await Promise.race([server.serving.then(() => "serves" as const), end.then(() => "ended" as const)]);
    if (begin === "ended") return;
    const origin = `http://127.0.0.1:${server.address.port}`;
    const token = await makeDemoToken(origin, managementToken);
    process.stdout.write(demoIntroduction({ origin, token, managementToken, eventFile }));
    await end;
  } finally {
    await server.shutDown();
    await sink.close();
    upstream.close();
  }
}

const demoVariables = (demo: {
  readonly folder: string;
  readonly managementToken: string;
  readonly upstream: string;
  readonly port: string;
  readonly variables: Variables;
}): Variables => ({
  LISTEN_ADDR: "127.0.0.1:8080",
  PORT: demo.port,
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

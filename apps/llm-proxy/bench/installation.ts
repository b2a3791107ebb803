import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { StartupError } from "../src/errors/startup-error.js";
import { makeToken } from "../src/testing/gateway-process.js";
import { startPostgres } from "../src/testing/postgres.js";
import { startTestRedis } from "../src/testing/redis.js";
import { freePort, type RunningProcess, startProcess } from "./child-process.js";
import { imageEnvironment } from "./image-environment.js";

const MAIN = join(import.meta.dirname, "..", "dist", "main.js");
const MANAGEMENT_TOKEN = "management-token-of-the-bench-0123456789";

/** Every kind of limit, so that all of them are checked at each call; so high that none is reached. */
const LIMITS = {
  requests_per_minute: 1_000_000_000,
  tokens_per_minute: 1_000_000_000_000,
  max_requests: 1_000_000_000,
  max_tokens: 1_000_000_000_000,
};

/** What our gateway needs around it, and a token that it knows. */
export interface Installation extends AsyncDisposable {
  readonly token: string;
  /** @param place.extraFlags of Node.js, e.g. for a profile. */
  start(place: {
    readonly core: number | null;
    readonly upstream: string;
    readonly extraFlags: readonly string[];
  }): Promise<RunningProcess>;
}

/** @param collector Takes the spans and metrics that are pushed. */
export async function startInstallation(folder: string, collector: string): Promise<Installation> {
  await using opened = new AsyncDisposableStack();
  const postgres = opened.use(await startPostgres());
  const redis = opened.use(await startTestRedis());
  const shared = {
    MANAGEMENT_TOKEN,
    ENCRYPTION_KEY: "encryption-key-of-the-bench-0123456789",
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    PROVIDER_CHAIN: "openai",
    OPENAI_API_KEY: "key-of-the-provider",
    LISTEN_SURFACES: "data,health,management",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_TRACES_SAMPLER_ARG: "0.05",
    DRAIN_DELAY: "0ms",
    SHUTDOWN_TIMEOUT: "5s",
  };
  migrate(shared);
  const start: Installation["start"] = async ({ core, upstream, extraFlags }) => {
    const port = await freePort();
    return startProcess({
      command: [process.execPath, ...extraFlags, MAIN, "server"],
      env: { ...imageEnvironment(), ...shared, OPENAI_API_URL: `${upstream}/v1`, LISTEN_ADDR: `127.0.0.1:${port}` },
      core,
      port,
      readyPath: "/ready",
      logFile: join(folder, "llm-proxy.log"),
    });
  };
  const token = await firstToken(start);
  const kept = opened.move();
  return { token, start, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function migrate(variables: Readonly<Record<string, string>>): void {
  const { status, stdout } = spawnSync(process.execPath, [MAIN, "migrate"], { env: variables, encoding: "utf8" });
  if (status !== 0) throw new StartupError(`The migration failed:\n${stdout}`);
}

async function firstToken(start: Installation["start"]): Promise<string> {
  await using gateway = await start({ core: null, upstream: "http://127.0.0.1:9", extraFlags: [] });
  // Awaited here, while the gateway still runs.
  return await makeToken(gateway.origin, MANAGEMENT_TOKEN, LIMITS);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { StartupError } from "../errors/startup-error.js";
import { connectRedis, type RedisPurpose, untilReady } from "../redis/connect-redis.js";
import { makeCertificate } from "./certificate.js";
import { findProgram } from "./debian-program.js";
import { endWithTests } from "./end-with-tests.js";
import { freePort } from "./free-port.js";
import { soon } from "./soon.js";

/** It takes milliseconds; a busy machine takes more. */
const START_MS = 15_000;

/** A Redis server of its own on this machine; its data lives in a temporary folder until it is disposed of. */
export interface TestRedis extends AsyncDisposable {
  /** `redis://` or `rediss://`, with the password when there is one. */
  readonly url: string;
  readonly port: number;
  /** PEM of the certificate that signed the server's; `null` without TLS. */
  readonly certificateAuthority: string | null;
  /** A connection that is ready, as the gateway makes them; it ends with the server. */
  open(purpose: RedisPurpose): Promise<Redis>;
  /** Starts it again on the same port and, with `appendOnly`, with the same data. */
  start(): Promise<void>;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** It stops answering though its connections stay open, as after a network fault. */
  freeze(): void;
  thaw(): void;
}

export interface TestRedisOptions {
  readonly tls?: boolean;
  readonly password?: string;
  /** Every write reaches the disk before its reply, so that what was acknowledged survives `kill`. */
  readonly appendOnly?: boolean;
  readonly flags?: readonly string[];
}

export async function startTestRedis(options: TestRedisOptions = {}): Promise<TestRedis> {
  const executable = await findProgram({ names: ["redis-server"], package: "redis-server" });
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-redis-"));
  const port = await freePort();
  const certificateAuthority = options.tls === true ? (await makeCertificate(folder)).certificate : null;
  const flags = serverFlags(options, folder, port);
  let server = await launch(executable, flags);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  const login = options.password === undefined ? "" : `:${encodeURIComponent(options.password)}@`;
  const url = `${options.tls === true ? "rediss" : "redis"}://${login}127.0.0.1:${port}`;
  const opened: Redis[] = [];
  return {
    url,
    port,
    certificateAuthority,
    open: async (purpose) => {
      const redis = connectRedis({ url, certificateAuthority }, purpose);
      opened.push(redis);
      await untilReady(redis, soon());
      return redis;
    },
    start: async () => {
      await end("SIGTERM");
      server = await launch(executable, flags);
    },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    freeze: () => {
      server.kill("SIGSTOP");
    },
    thaw: () => {
      server.kill("SIGCONT");
    },
    [Symbol.asyncDispose]: async () => {
      for (const redis of opened) redis.disconnect();
      server.kill("SIGCONT");
      await end("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serverFlags(options: TestRedisOptions, folder: string, port: number): readonly string[] {
  const listening =
    options.tls === true
      ? [
          ...["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no"],
          ...["--tls-cert-file", join(folder, "server.crt"), "--tls-key-file", join(folder, "server.key")],
          ...["--tls-ca-cert-file", join(folder, "server.crt")],
        ]
      : ["--port", String(port)];
  const lasting =
    options.appendOnly === true ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"];
  const login = options.password === undefined ? [] : ["--requirepass", options.password];
  const basics = ["--bind", "127.0.0.1", "--dir", folder, "--save", "", "--daemonize", "no"];
  return [...listening, ...basics, ...lasting, ...login, ...(options.flags ?? [])];
}

async function launch(executable: string, flags: readonly string[]): Promise<ChildProcess> {
  const server = endWithTests(spawn(executable, flags, { stdio: ["ignore", "pipe", "ignore"] }));
  const output = server.stdout;
  let told = "";
  const ready = new Promise<void>((resolve, reject) => {
    output.setEncoding("utf8").on("data", (chunk: string) => {
      told += chunk;
      if (told.includes("Ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => {
      reject(new StartupError(`redis-server ended before it was ready:\n${told}`));
    });
    AbortSignal.timeout(START_MS).addEventListener("abort", () => {
      reject(new StartupError(`redis-server wasn't ready after ${START_MS} ms:\n${told}`));
    });
  });
  try {
    await ready;
  } catch (error) {
    server.kill("SIGKILL");
    throw error;
  }
  output.removeAllListeners("data").resume();
  return server;
}

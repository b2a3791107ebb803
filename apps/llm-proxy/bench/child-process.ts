import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { request } from "undici";
import { StartupError } from "../src/errors/startup-error.js";

/** A process that the bench has started, and ends. */
export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  readonly origin: string;
}

export interface ProcessPlan {
  /** E.g. `["node", "server.js"]`. */
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** `null`: where the bench itself runs. */
  readonly core: number | null;
  readonly port: number;
  /** What answers, with any status, once the process takes calls. */
  readonly readyPath: string;
  /** Both outputs go there; a pipe would put the load's core to work. */
  readonly logFile: string;
}

/** The slowest loads 20 MB of JavaScript. */
const START_MS = 20_000;
/** For whoever ignores SIGTERM. */
const END_MS = 5000;

/** @throws StartupError with the end of its log when it doesn't come up. */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  const log = openSync(plan.logFile, "w");
  const pinned = plan.core === null ? plan.command : ["taskset", "-c", String(plan.core), ...plan.command];
  const [program = "", ...args] = pinned;
  const child = spawn(program, args, {
    stdio: ["ignore", log, log],
    env: { PATH: `${process.env["PATH"] ?? ""}:/usr/sbin`, NODE_ENV: "production", ...plan.env },
  });
  closeSync(log);
  const origin = `http://127.0.0.1:${plan.port}`;
  try {
    await untilReady(child, `${origin}${plan.readyPath}`);
  } catch (error) {
    await end(child);
    const told = readFileSync(plan.logFile, "utf8").slice(-2000);
    throw new StartupError(`${plan.command.join(" ")} didn't come up:\n${told}`, { cause: error });
  }
  return { pid: child.pid ?? 0, origin, [Symbol.asyncDispose]: () => end(child) };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const isUp = await request(url).then(
      ({ statusCode, body }) => body.dump().then(() => statusCode < 500),
      () => false,
    );
    if (isUp) return;
    if (child.exitCode !== null || child.signalCode !== null) throw new StartupError("It ended by itself.");
    if (performance.now() > deadline) throw new StartupError(`Nothing answered at ${url} for ${START_MS} ms.`);
    await wait(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), END_MS);
  await exited;
  clearTimeout(timer);
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new StartupError("The system gave no free TCP port.");
  return address.port;
}

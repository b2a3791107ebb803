import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { z } from "zod";
import { StartupError } from "../errors/startup-error.js";
import { endWithTests } from "./end-with-tests.js";

/** The gateway as a process of its own, from its source. */
export interface GatewayProcess extends AsyncDisposable {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly pid: number;
  /** All that it has written so far, to both outputs. */
  readonly output: () => string;
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
  /** Resolves with the first line of that message from now on or before. */
  told(message: string): Promise<Readonly<Record<string, unknown>>>;
  signal(signal: NodeJS.Signals): void;
  /** Exit code and the signal that killed it. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Node strips types by itself, but finds no `x.ts` behind an import of `./x.js`; this hook does. */
const RESOLVE_HOOK = `
  import { registerHooks } from "node:module";
  registerHooks({ resolve(specifier, context, next) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".js")) return next(specifier, context);
    try { return next(specifier.slice(0, -3) + ".ts", context); } catch { return next(specifier, context); }
  } });`;

/** Some 250 sources are stripped of their types at a start; every process after the first takes them from here. */
const COMPILED = join(tmpdir(), "llm-proxy-compiled");

const lineShape = z.looseObject({ message: z.string() });
const listeningShape = z.looseObject({ address: z.object({ port: z.number() }) });

/** Starts a command, its arguments behind spaces; its environment is what is given and nothing of this process's own. */
export function spawnGateway(command: string, variables: Readonly<Record<string, string>>): SpawnedGateway {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const hook = `data:text/javascript,${encodeURIComponent(RESOLVE_HOOK)}`;
  const child = endWithTests(
    spawn(process.execPath, ["--max-semi-space-size=8", "--import", hook, main, ...command.split(" ")], {
      env: { PATH: process.env["PATH"], NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE: COMPILED, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  const waiting: { readonly message: string; readonly tell: (line: Readonly<Record<string, unknown>>) => void }[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];
  let output = "";
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const line = parseLine(part);
      if (line === null) continue;
      lines.push(line);
      for (const { message, tell } of waiting) if (line["message"] === message) tell(line);
    }
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode }));
  return {
    child: { pid: child.pid ?? 0, kill: (signal) => child.kill(signal) },
    ended,
    output: () => output,
    lines: () => lines,
    told: (message) => {
      const known = lines.find((line) => line["message"] === message);
      if (known !== undefined) return Promise.resolve(known);
      const { promise, resolve, reject } = Promise.withResolvers<Readonly<Record<string, unknown>>>();
      waiting.push({ message, tell: resolve });
      void ended.then(() => {
        reject(new StartupError(`The gateway ended before it said "${message}":\n${output}`));
      });
      return promise;
    },
  };
}

interface SpawnedGateway {
  readonly child: { readonly pid: number; kill(signal: NodeJS.Signals): boolean };
  readonly ended: GatewayProcess["ended"];
  readonly output: () => string;
  readonly lines: GatewayProcess["lines"];
  readonly told: GatewayProcess["told"];
}

function parseLine(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return lineShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Starts `server` on a free port and waits until it serves. */
export async function startGateway(variables: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const spawned = spawnGateway("server", { LISTEN_ADDR: "127.0.0.1:0", ...variables });
  const { address } = listeningShape.parse(await spawned.told("Listening."));
  await spawned.told("Serving.");
  return {
    ...spawned,
    origin: `http://127.0.0.1:${address.port}`,
    pid: spawned.child.pid,
    signal: (signal) => {
      spawned.child.kill(signal);
    },
    [Symbol.asyncDispose]: async () => {
      spawned.child.kill("SIGKILL");
      await spawned.ended;
    },
  };
}

/** Makes a project and a token by the management API. @returns The token's secret. */
export async function makeToken(origin: string, managementToken: string, limits: object = {}): Promise<string> {
  const post = async <T>(path: string, shape: z.ZodType<T>, body: object): Promise<T> => {
    const response = await request(`${origin}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${managementToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return shape.parse(await response.body.json());
  };
  const name = `project-${process.hrtime.bigint()}`;
  const { id } = await post("/manage/projects", z.object({ id: z.string() }), { name });
  const made = await post("/manage/tokens", z.object({ token: z.string() }), { project_id: id, ...limits });
  return made.token;
}

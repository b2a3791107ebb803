import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { StartupError } from "../src/errors/startup-error.js";

/** Of the load under which CPU is measured. */
export const CONNECTIONS = 64;

/** Of a call to whoever asks for no token. */
export const NO_TOKEN = { "content-type": "application/json" };

const resultShape = z.object({
  requests: z.int(),
  seconds: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  failed: z.int(),
});
export type RequestLoadResult = z.infer<typeof resultShape>;

export interface RequestLoad {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** As many chat calls as the connections carry, one after the other on each. @throws StartupError when any of them failed. */
export async function sendRequests(load: RequestLoad): Promise<RequestLoadResult> {
  const { origin, headers, connections, seconds, signal } = load;
  const args = [
    ...["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s"],
    ...["-s", join(import.meta.dirname, "wrk-post.lua")],
    ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    `${origin}/v1/chat/completions`,
  ];
  const { stdout } = await promisify(execFile)("wrk", args, { signal });
  const result = resultShape.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
  if (result.failed > 0) throw new StartupError(`${result.failed} of ${result.requests} calls to ${origin} failed.`);
  return result;
}

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { StartupError } from "../errors/startup-error.js";

/** Node strips types by itself, but finds no `x.ts` behind an import of `./x.js`; this hook does. */
const RESOLVE_HOOK = `
  import { registerHooks } from "node:module";
  registerHooks({ resolve(specifier, context, next) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".js")) return next(specifier, context);
    try { return next(specifier.slice(0, -3) + ".ts", context); } catch { return next(specifier, context); }
  } });`;

/**
 * Runs a TypeScript module of this folder as a process of its own and waits for its first message.
 * @param module e.g. `new URL("./limit-client.ts", import.meta.url)`.
 */
export async function forkTypescript(module: URL, args: readonly string[]): Promise<ChildProcess> {
  const child = fork(fileURLToPath(module), args, {
    execArgv: ["--import", `data:text/javascript,${encodeURIComponent(RESOLVE_HOOK)}`],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(() => {
    throw new StartupError(`${fileURLToPath(module)} ended before it said anything.`);
  });
  await Promise.race([once(child, "message"), ended]);
  return child;
}

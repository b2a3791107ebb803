import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { StartupError } from "../errors/startup-error.js";
import { endWithTests } from "./end-with-tests.js";

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
  const child = endWithTests(
    fork(fileURLToPath(module), args, {
      execArgv: ["--import", `data:text/javascript,${encodeURIComponent(RESOLVE_HOOK)}`],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    }),
  );
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  child.once("message", resolve);
  child.once("exit", () => {
    reject(new StartupError(`${fileURLToPath(module)} ended before it said that it was ready:\n${complaints}`));
  });
  await promise;
  return child;
}

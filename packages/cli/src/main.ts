import { Console } from "node:console";
import { explainImportError } from "./config/explain-import-error.js";
import { ownFrame } from "./config/stack-frames.js";
import { systemCodeOf } from "./files/system-code.js";
import type { Ports } from "./ports.js";
import { type Ending, watchEnding } from "./process-ending.js";
import { interruptionOfProcess } from "./process-interruption.js";
import { processPorts } from "./process-ports.js";
import { fail, run } from "./run.js";

// Node's remarks on how it runs TypeScript are not the reader's business.
const HUSHED_CODES = ["MODULE_TYPELESS_PACKAGE_JSON"];

function hushNode(): void {
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    const code = "code" in warning ? String(warning.code) : "";
    if (warning.name === "ExperimentalWarning" || HUSHED_CODES.includes(code)) return;
    process.stderr.write(`${warning.name}: ${warning.message}\n`);
  });
}

/** What a description prints with `console` is talk; stdout is for data. */
function keepStdoutForData(): void {
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });
}

/** An exception that nobody awaited is the reader's when its stack leads into their files. */
function explainUncaught(error: unknown, { cwd, files }: Ports): unknown {
  if (ownFrame(error, cwd) === null) return error;
  return explainImportError(error, { files, configFile: cwd, baseFolder: cwd });
}

/** Runs one command line in this process; gives its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  hushNode();
  keepStdoutForData();
  // Whoever reads the output may stop reading, e.g. `head`.
  process.stdout.on("error", (error) => {
    if (systemCodeOf(error) === "EPIPE") ending.exit(0);
    throw error;
  });
  const ending: Ending = watchEnding((error) => fail(explainUncaught(error, ports), argv, ports));
  const ports = processPorts(interruptionOfProcess(ending));
  const code = await run(argv, ports);
  ending.release();
  return code;
}

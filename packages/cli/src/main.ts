import { systemCodeOf } from "./files/system-code.js";
import { interruptionOfProcess } from "./process-interruption.js";
import { processPorts } from "./process-ports.js";
import { run } from "./run.js";

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

/** Runs one command line in this process; gives its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  hushNode();
  // Whoever reads the output may stop reading, e.g. `head`.
  process.stdout.on("error", (error) => {
    if (systemCodeOf(error) === "EPIPE") process.exit(0);
    throw error;
  });
  return await run(argv, processPorts(interruptionOfProcess()));
}

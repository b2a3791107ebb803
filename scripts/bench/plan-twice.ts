// Plans the same environment twice in one process and prints how many milliseconds the second took.
// Usage: node plan-twice.ts <configuration file> <environment>
import { processPorts } from "../../packages/cli/dist/process-ports.js";
import { run } from "../../packages/cli/dist/run.js";
import { noInterruption } from "./no-interruption.ts";

const [config = "", environment = ""] = process.argv.slice(2);
const ports = processPorts(noInterruption);
const silent = { ...ports.terminal, writeOut: () => undefined, writeErr: () => undefined };

async function measurePlan(): Promise<number> {
  const start = performance.now();
  const code = await run(["plan", "--env", environment, "--config", config], { ...ports, terminal: silent });
  if (code !== 0) process.exitCode = code;
  return performance.now() - start;
}

await measurePlan();
console.log(await measurePlan());

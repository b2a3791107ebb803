// Plans every environment of every example in one process: resolved, synthesised, validated, checked, priced, compared and written.
// First as on a machine that never planned them, then again. Usage: npm run bench:examples
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Fault } from "@fairlead/errors";
import { isAppDefinition, listEnvironments } from "@fairlead/model";
import { processPorts } from "../../packages/cli/dist/process-ports.js";
import { run } from "../../packages/cli/dist/run.js";
import { noInterruption } from "./no-interruption.ts";

const EXAMPLES = join(import.meta.dirname, "..", "..", "examples");
const ports = processPorts(noInterruption);
const silent = { ...ports.terminal, writeOut: () => undefined };

interface Environment {
  readonly example: string;
  readonly config: string;
  readonly name: string;
}

async function environmentsOf(example: string): Promise<readonly Environment[]> {
  const config = join(EXAMPLES, example, "fairlead.config.ts");
  const module: unknown = await import(pathToFileURL(config).href);
  const definition = typeof module === "object" && module !== null && "default" in module ? module.default : null;
  if (!isAppDefinition(definition)) throw new Fault("NotADescription", `${config} gives no description.`);
  return listEnvironments(definition).map(({ name }) => ({ example, config, name }));
}

async function plan({ config, name }: Environment): Promise<number> {
  const start = performance.now();
  const code = await run(["plan", "--quiet", "--env", name, "--config", config], { ...ports, terminal: silent });
  if (code !== 0) throw new Fault("PlanFailed", `fairlead plan -e ${name} -c ${config} ended with ${code}.`);
  return (performance.now() - start) / 1000;
}

const examples = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "testing")
  .map(({ name }) => name);
const environments = (await Promise.all(examples.map(environmentsOf))).flat();
for (const example of examples) rmSync(join(EXAMPLES, example, ".fairlead"), { recursive: true, force: true });

let [first, again] = [0, 0];
for (const environment of environments) {
  const seconds = await plan(environment);
  first += seconds;
  console.log(`${environment.example} ${environment.name}`.padEnd(32), seconds.toFixed(1).padStart(6), "s");
}
for (const environment of environments) again += await plan(environment);
console.log(`${environments.length} environments for the first time`.padEnd(32), first.toFixed(1).padStart(6), "s");
console.log("all of them again".padEnd(32), again.toFixed(1).padStart(6), "s");

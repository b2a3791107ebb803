// Times the estimate of every environment of the LLM Proxy and of Postmagiq against the making of its templates, in one run. The first
// estimate of the process, which also reads the prices, stands by itself. Usage: npm run bench:cost [-- <rounds>]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryVerdictStore, synthesizeApp } from "@fairlead/constructs";
import { estimateCost, shippedPrices } from "@fairlead/cost";
import { listEnvironments, resolveApp } from "@fairlead/model";
import llmProxy from "../../examples/llm-proxy/fairlead.config.ts";
import postmagiq from "../../examples/postmagiq/fairlead.config.ts";

const EXAMPLES = { "llm-proxy": llmProxy, postmagiq };
const AIM_MS = 100;
const rounds = Number(process.argv[2] ?? 20);
const outdir = mkdtempSync(join(tmpdir(), "fairlead-bench-cost-"));
const verdicts = new MemoryVerdictStore();

async function timed<Result>(work: () => Result | Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

const cells = (texts: readonly string[]): string =>
  texts.map((text, column) => (column === 0 ? text.padEnd(20) : text.padStart(15))).join("");

try {
  const { result: book, ms: readingMs } = await timed(shippedPrices);
  console.log(`${book.prices.length} prices are read in ${readingMs.toFixed(0)} ms, once in a process.\n`);
  console.log(cells(["", "resources", "templates", "first estimate", "median", "of templates"]));
  for (const [name, definition] of Object.entries(EXAMPLES)) {
    for (const { name: environment } of listEnvironments(definition)) {
      const baseFolder = join(import.meta.dirname, "../../examples", name);
      const app = resolveApp(definition, environment, { baseFolder });
      const { result: assembly, ms: templatesMs } = await timed(() =>
        synthesizeApp(app, { outdir: join(outdir, name, environment), verdicts, baseFolder }),
      );
      const { region, usage } = app.environment;
      const estimate = () => timed(() => estimateCost(assembly, { region, usage, book }));
      const { ms: firstMs } = await estimate();
      const all: number[] = [];
      for (let round = 0; round < rounds; round += 1) all.push((await estimate()).ms);
      const medianMs = median(all);
      console.log(
        cells([
          `${name} ${environment}`,
          String(assembly.resources.length),
          `${templatesMs.toFixed(0)} ms`,
          `${firstMs.toFixed(1)} ms`,
          `${medianMs.toFixed(1)} ms`,
          `1 / ${(templatesMs / medianMs).toFixed(0)}`,
        ]),
      );
      if (medianMs > AIM_MS) process.exitCode = 1;
    }
  }
  console.log(`\nMedians of ${rounds} rounds, Node ${process.versions.node}; the aim is ${AIM_MS} ms.`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

import { readFile, writeFile } from "node:fs/promises";
import { configurationPage } from "./configuration-page.js";

/** Writes docs/configuration.md; with `--check`, only tells whether it is current. */
const PATH = new URL("../../docs/configuration.md", import.meta.url);

if (process.argv.includes("--check")) {
  const isCurrent = (await readFile(PATH, "utf8").catch(() => "")) === configurationPage();
  if (!isCurrent) process.stderr.write("docs/configuration.md is out of date. Run `npm run docs -w apps/llm-proxy`.\n");
  process.exitCode = isCurrent ? 0 : 1;
} else {
  await writeFile(PATH, configurationPage());
}

// Writes docs/cli.md from the command definitions; with --check it only tells whether the page is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { cliPage } from "../packages/cli/dist/docs/cli-page.js";

const path = join(import.meta.dirname, "..", "docs", "cli.md");
const page = await format(cliPage(), { parser: "markdown", printWidth: 120 });

if (!process.argv.includes("--check")) writeFileSync(path, page);
else if (readFileSync(path, "utf8") !== page) {
  console.error("docs/cli.md is not what the command definitions say. Run: node scripts/generate-cli-page.ts");
  process.exitCode = 1;
}

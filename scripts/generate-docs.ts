// Writes the pages of docs/generated that follow from code; with --check it only tells which of them are not up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { findingsPage } from "../packages/check/dist/catalogue/findings-page.js";
import { cliPage } from "../packages/cli/dist/docs/cli-page.js";
import { coveragePage } from "../packages/cost/dist/coverage/coverage-page.js";
import { tiersPage } from "./docs/tiers-page.ts";

const PAGES = {
  "cli.md": cliPage,
  "findings.md": findingsPage,
  "price-coverage.md": coveragePage,
  "tiers.md": tiersPage,
};
const isCheck = process.argv.includes("--check");

for (const [name, makePage] of Object.entries(PAGES)) {
  const path = join(import.meta.dirname, "..", "docs/generated", name);
  const page = await format(makePage(), { parser: "markdown", printWidth: 120 });
  if (!isCheck) writeFileSync(path, page);
  else if (!existsSync(path) || readFileSync(path, "utf8") !== page) {
    console.error(`docs/generated/${name} is not what the code says. Run: npm run docs`);
    process.exitCode = 1;
  }
}

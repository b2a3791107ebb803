// Writes docs/findings.md from the catalogue of findings; with --check it only tells whether the page is up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { findingsPage } from "../packages/check/dist/catalogue/findings-page.js";

const path = join(import.meta.dirname, "..", "docs", "findings.md");
const page = await format(findingsPage(), { parser: "markdown", printWidth: 120 });

if (!process.argv.includes("--check")) writeFileSync(path, page);
else if (!existsSync(path) || readFileSync(path, "utf8") !== page) {
  console.error("docs/findings.md is not what the catalogue says. Run: node scripts/generate-findings-page.ts");
  process.exitCode = 1;
}

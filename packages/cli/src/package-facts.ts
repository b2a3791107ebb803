import { readFileSync } from "node:fs";

interface PackageFacts {
  readonly version: string;
  readonly issues: string;
}

const textAt = (value: unknown, key: string): string | null => {
  if (typeof value !== "object" || value === null) return null;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === "string" ? found : null;
};

const bugsOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "bugs" in value ? value.bugs : null;

/** What the package says about itself; the file lies one folder above both `src` and `dist`. */
export function readPackageFacts(): PackageFacts {
  const parsed: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return {
    version: textAt(parsed, "version") ?? "unknown",
    issues: textAt(bugsOf(parsed), "url") ?? "the project's issue page",
  };
}

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const files = globSync("{apps,docs,examples,packages,scripts}/**/*", {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|\.fairlead)$/.test(path),
});
const sources = files.filter((file) => /^packages\/.*\.ts$/.test(file));

/** Which packages each package may use: arrows go down only. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  model: ["errors"],
  constructs: ["errors", "model"],
  check: ["errors", "model", "constructs"],
  cli: ["errors", "model", "constructs", "check"],
  testkit: ["errors", "model"],
};

describe("the layout", () => {
  it("has no drawers: every folder and file is named after what it holds", () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.ts$)/.test(file))).toEqual([]);
  });

  it("names source files in kebab-case", () => {
    expect(sources.filter((file) => !/(^|\/)[a-z0-9]+(-[a-z0-9]+)*(\.(test|test-d))?\.ts$/.test(file))).toEqual([]);
  });

  it.each(Object.entries(ARROWS))("lets %s depend on nothing above it", (name, allowed) => {
    const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
    const dependencies = /"dependencies": \{[^}]*\}/.exec(manifest)?.[0] ?? "";
    const used = Object.keys(ARROWS).filter((other) => dependencies.includes(`"@fairlead/${other}"`));
    expect(used.filter((other) => !allowed.includes(other))).toEqual([]);
  });

  it("gives every package a README", () => {
    const packages = Object.keys(ARROWS).map((name) => `packages/${name}/README.md`);
    expect(packages.filter((readme) => !files.includes(readme))).toEqual([]);
  });
});

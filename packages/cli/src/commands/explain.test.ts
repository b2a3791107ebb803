import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aFinding } from "../testing/a-finding.js";
import { anAppOfAllSorts } from "../testing/an-app-of-all-sorts.js";
import { assemblyMaker } from "../testing/an-assembly.js";
import { aDescription, aProject, runFairlead } from "../testing/run-fairlead.js";

const DEV = { name: "dev", tier: "minimal", region: "us-east-1" } as const;

describe("fairlead explain", () => {
  it("tells of a part: its line, values, variables, connections, defaults with reasons, resources and findings", async () => {
    const { stdout } = await runFairlead(["explain", "services.proxy"], { cwd: aProject(), findings: [aFinding()] });

    await expect(stdout).toMatchFileSnapshot("golden/explain-service.golden.txt");
  });

  it.each(["collector", "api.sidecars.collector", "services.api.sidecars.collector"])(
    "tells of a container beside another one: %s",
    async (subject) => {
      const { stdout } = await runFairlead(["explain", subject], { cwd: aProject(), app: anAppOfAllSorts() });

      expect(stdout).toContain("services.api.sidecars.collector");
      expect(stdout).toMatch(/image +otel/);
      expect(stdout).toMatch(/SAMPLING +always/);
    },
  );

  it("tells which containers carry a variable, sidecars too", async () => {
    const { stdout } = await runFairlead(["explain", "SAMPLING"], { cwd: aProject(), app: anAppOfAllSorts() });

    expect(stdout).toMatch(/services\.api\.sidecars\.collector +always/);
  });

  it("tells of instances, and of whose tasks run on them", async () => {
    const { stdout } = await runFairlead(["explain", "m7g-large"], { cwd: aProject(), app: anAppOfAllSorts() });

    expect(stdout).toContain("pools.m7g-large");
    expect(stdout).toMatch(/Runs the tasks of\n(.*\n)* *services\.api/);
  });

  it("takes the name of a part for its address", async () => {
    const byName = await runFairlead(["explain", "proxy"], { cwd: aProject() });

    // An image bears the same name, and both are told.
    expect(byName.stdout).toContain("services.proxy");
    expect(byName.stdout).toContain("images.proxy");
  });

  it.each(["proxyService", "llm-proxy-prod-Ecs/proxyService"])("tells of one resource: %s", async (subject) => {
    const { stdout } = await runFairlead(["explain", subject], { cwd: aProject(), findings: [aFinding()] });

    await expect(stdout).toMatchFileSnapshot("golden/explain-resource.golden.txt");
  });

  it("lists every resource of a type", async () => {
    const { stdout } = await runFairlead(["explain", "aws::ecs::service"], { cwd: aProject() });

    expect(stdout).toContain("2 resources");
    expect(stdout).toMatch(/^ {2}llm-proxy-prod-Ecs\n(.*\n)* {4}dispatcherService {2}ECS::Service$/m);
  });

  it.each(["Ecs", "llm-proxy-prod-ecs"])(
    "lists the resources of a stack, named as in the plan: %s",
    async (subject) => {
      const { stdout } = await runFairlead(["explain", subject], { cwd: aProject() });

      expect(stdout).toContain("4 resources");
      expect(stdout).not.toContain("llm-proxy-prod-Data");
    },
  );

  it("tells who carries an environment variable, and where its value comes from", async () => {
    const { stdout } = await runFairlead(["explain", "database_url"], { cwd: aProject() });

    expect(stdout).toContain("DATABASE_URL, an environment variable");
    expect(stdout).toMatch(/services\.proxy +url of database main/);
  });

  it("knows the load balancer by the name that the plan gives it", async () => {
    const { stdout } = await runFairlead(["explain", "load balancer"], { cwd: aProject() });

    expect(stdout).toContain("ingress");
  });

  it("tells what a template parameter takes", async () => {
    const { stdout } = await runFairlead(["explain", "proxyImageDigest"], { cwd: aProject() });

    expect(stdout).toContain('image "proxy" is built');
  });

  it("tells of a finding and where it occurs", async () => {
    const { stdout } = await runFairlead(["explain", "WildcardPermission"], {
      cwd: aProject(),
      findings: [aFinding()],
    });

    await expect(stdout).toMatchFileSnapshot("golden/explain-finding.golden.txt");
  });

  it("tells of a finding that occurs nowhere here", async () => {
    const { code, stdout } = await runFairlead(["explain", "wildcardpermission"], { cwd: aProject() });

    expect(code).toBe(0);
    expect(stdout).toContain("It occurs nowhere.");
  });

  it("tells what a finding means where there is no description, and where one names no environment", async () => {
    const nowhere = await runFairlead(["explain", "KeepAliveTooShort", "--json"], { cwd: temporaryFolder() });
    const undecided = await runFairlead(["explain", "keepalivetooshort"], {
      cwd: aProject(),
      description: { ...aDescription(), environments: [DEV, { ...DEV, name: "prod" }] },
    });

    expect(nowhere.code).toBe(0);
    expect(JSON.parse(nowhere.stdout)).toMatchObject({
      environment: null,
      subjects: [{ kind: "finding", code: "KeepAliveTooShort", findings: [] }],
    });
    expect(undecided.code).toBe(0);
    expect(undecided.stdout).toContain("The app hangs up before the load balancer does");
  });

  it.each([
    ["services.proxi", "services.proxy"],
    ["dispacher", "dispatcher"],
    ["AWS::ECS::Servise", "AWS::ECS::Service"],
    ["WildcardPermision", "WildcardPermission"],
  ])("suggests for %s", async (typed, meant) => {
    const { code, stderr } = await runFairlead(["explain", typed], { cwd: aProject() });

    expect(code).toBe(2);
    expect(stderr).toContain(`Did you mean ${meant}?`);
  });

  it("reads the plan on disk when the description is still the same", async () => {
    const cwd = aProject();
    await runFairlead(["plan"], { cwd });
    const made: string[] = [];
    const maker = assemblyMaker();
    const { code } = await runFairlead(["explain", "services.proxy"], {
      cwd,
      ports: {
        makeAssembly: (request) => {
          made.push(request.outputFolder);
          return maker(request);
        },
      },
    });

    expect(code).toBe(0);
    expect(made).toEqual([]);
  });

  it("gives values, reasons and resources as JSON", async () => {
    const { stdout } = await runFairlead(["explain", "services.proxy", "--json"], { cwd: aProject() });

    expect(JSON.parse(stdout)).toMatchObject({
      command: "explain",
      subjects: [
        {
          kind: "part",
          address: "services.proxy",
          source: { line: 24 },
          value: { port: 8080 },
          resources: [{ logicalId: "proxyTaskDefinition" }, { logicalId: "proxyService" }],
        },
      ],
    });
  });
});

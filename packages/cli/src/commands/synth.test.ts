import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

describe("fairlead synth", () => {
  it("writes the assembly alone and leaves the plan as it is", async () => {
    const cwd = aProject();
    const { stdout, stderr, code } = await runFairlead(["synth"], { cwd });

    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(/^llm-proxy-prod-Vpc +1 resource$/);
    expect(stderr).toContain("cdk deploy --all --app .fairlead/prod/synth");
    expect(readdirSync(join(cwd, ".fairlead/prod"))).toEqual(["synth"]);
    expect(readdirSync(join(cwd, ".fairlead/prod/synth"))).toContain("manifest.json");
  });

  it("prints one template and writes nothing", async () => {
    const cwd = aProject();
    const { stdout } = await runFairlead(["synth", "--stack", "vpc"], { cwd });

    expect(JSON.parse(stdout)).toMatchObject({ Resources: { Vpc: { Type: "AWS::EC2::VPC" } } });
    expect(existsSync(join(cwd, ".fairlead/prod"))).toBe(false);
  });

  it("suggests the stack that was meant", async () => {
    const { code, stderr } = await runFairlead(["synth", "--stack", "Dta"], { cwd: aProject() });

    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean Data?");
  });

  it("replaces an earlier assembly and refuses a folder with anything else in it", async () => {
    const cwd = aProject();
    const first = await runFairlead(["synth", "-o", "cdk.out"], { cwd });
    const second = await runFairlead(["synth", "-o", "cdk.out"], { cwd });
    const here = await runFairlead(["synth", "-o", "."], { cwd });

    expect([first.code, second.code, here.code]).toEqual([0, 0, 2]);
    expect(here.stderr).toContain("would be replaced");
    expect(existsSync(join(cwd, "fairlead.config.ts"))).toBe(true);
  });

  it.each([
    ["a file", { out: "mine" }, "out"],
    ["a web app, whose manifest.json is no assembly's", { "out/manifest.json": "{}", "out/index.html": "" }, "out"],
    ["a CDK project, whose assembly lies in a folder cdk.out", { "manifest.json": "{}", "cdk.out/cdk.out": "" }, "."],
  ])("never replaces %s", async (_what, files, output) => {
    const cwd = temporaryFolder({ "fairlead.config.ts": "export default 1;\n", ...files });
    const { code, stderr } = await runFairlead(["synth", "-o", output], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain("would be replaced");
    for (const name of Object.keys(files)) expect(existsSync(join(cwd, name))).toBe(true);
  });

  it("gives folder and stacks as JSON", async () => {
    const cwd = aProject();
    const { stdout } = await runFairlead(["synth", "--json"], { cwd });

    expect(JSON.parse(stdout)).toMatchObject({
      command: "synth",
      folder: join(cwd, ".fairlead/prod/synth"),
      stacks: [{ role: "Vpc" }, { role: "Registry" }, { role: "Data" }, { role: "Ecs" }],
    });
  });

  it("removes what a failed run has built and keeps what was there", async () => {
    const cwd = aProject();
    await runFairlead(["synth"], { cwd });
    writeFileSync(join(cwd, ".fairlead/prod/synth/mark"), "kept");
    const { code } = await runFairlead(["synth"], {
      cwd,
      ports: { makeAssembly: () => Promise.reject(new Error("broken")) },
    });

    expect(code).toBe(70);
    expect(readFileSync(join(cwd, ".fairlead/prod/synth/mark"), "utf8")).toBe("kept");
    expect(readdirSync(join(cwd, ".fairlead/prod"))).toEqual(["synth"]);
  });
});

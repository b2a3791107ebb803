import { describe, expect, it } from "vitest";
import { anAppOfAllSorts } from "../testing/an-app-of-all-sorts.js";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

describe("fairlead list", () => {
  it("lists the environments and whether they were planned", async () => {
    const cwd = aProject();
    const before = await runFairlead(["ls"], { cwd });
    await runFairlead(["plan"], { cwd });
    const after = await runFairlead(["list"], { cwd });

    expect(before.stdout).toBe("prod  production  us-east-1  not planned yet\n");
    expect(after.stdout).toBe("prod  production  us-east-1  planned, 7 resources\n");
  });

  it("lists what an environment holds; with -v every resource", async () => {
    const cwd = aProject();
    const short = await runFairlead(["list", "-e", "prod"], { cwd });
    const long = await runFairlead(["list", "-e", "prod", "-v"], { cwd });

    await expect(short.stdout).toMatchFileSnapshot("golden/list.golden.txt");
    expect(short.stdout).not.toContain("AWS::EC2::VPC");
    expect(long.stdout).toContain("AWS::EC2::VPC");
  });

  it("lists what exists already, sidecars and instances as well", async () => {
    const { stdout } = await runFairlead(["list", "-e", "prod", "--json"], { cwd: aProject(), app: anAppOfAllSorts() });

    expect(JSON.parse(stdout)).toMatchObject({
      databases: ["main", "legacy"],
      caches: ["cache"],
      pools: ["m7g-large"],
      sidecars: ["services.api.sidecars.collector"],
    });
  });

  it("takes the environment from FAIRLEAD_ENV", async () => {
    const { stdout } = await runFairlead(["list", "--json"], { cwd: aProject(), env: { FAIRLEAD_ENV: "prod" } });

    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      command: "list",
      environment: "prod",
      services: ["dispatcher", "proxy"],
    });
  });
});

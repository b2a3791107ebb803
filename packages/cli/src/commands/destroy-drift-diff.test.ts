import { FakeClock, FakeStacks } from "@fairlead/deploy/testing";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead, type TestRun } from "../testing/run-fairlead.js";

const app = aResolvedApp();
const DATA = `${app.name}-${app.environment.name}-Data`;

/** An environment with a database, and an access log of the load balancer. */
function anEnvironment() {
  const clock = new FakeClock();
  const stacks = new FakeStacks({ clock, templates: () => undefined });
  stacks.put(DATA, { Resources: { Main: { Type: "AWS::RDS::DBCluster", DeletionPolicy: "Snapshot" } } });
  const run = (argv: readonly string[], change: Partial<TestRun> = {}) =>
    runFairlead(argv, { cwd: aProject(), app, deployment: { clock, stacks }, ...change });
  return { stacks, run };
}

describe("fairlead destroy", () => {
  it("shows what goes, takes the typed name for an agreement, and tells what is left", async () => {
    const { stacks, run } = anEnvironment();
    const { code, stdout, stderr } = await run(["destroy"], { tty: 100, answers: [app.environment.name] });
    expect(stderr).toContain("a last snapshot stays");
    expect(stdout).toContain("Still there, and still billed:");
    expect(stdout).toContain("delete-db-cluster-snapshot");
    expect([code, stacks.operations]).toEqual([0, [`DELETE ${DATA}`]]);
  });

  it("does nothing for another name, for --yes alone, and where nobody can be asked", async () => {
    const { stacks, run } = anEnvironment();
    const typed = await run(["destroy"], { tty: 100, answers: ["yes"] });
    const flagged = await run(["destroy", "--yes"]);
    const alone = await run(["destroy"]);
    expect([typed.code, flagged.code, alone.code, stacks.operations]).toEqual([3, 3, 7, []]);
    expect(flagged.stdout + flagged.stderr).toContain("--allow-destroy Data/Main");
    const named = await run(["destroy", "--yes", "--allow-destroy", "Data/Main", "--json"]);
    expect(named.code).toBe(0);
    expect(named.stdout).toContain('"why":"snapshot"');
  });
});

describe("fairlead drift", () => {
  it("names what was changed by hand, and ends with 2 if asked to", async () => {
    const { stacks, run } = anEnvironment();
    expect((await run(["drift", "--exit-code"])).code).toBe(0);
    stacks.drifted[DATA] = [
      {
        logicalId: "Main",
        physicalId: "m",
        type: "AWS::RDS::DBCluster",
        kind: "modified",
        differences: [{ path: "/BackupRetentionPeriod", expected: "7", actual: "1" }],
      },
    ];
    const { code, stdout } = await run(["drift", "--exit-code"]);
    expect(code).toBe(2);
    expect(stdout).toContain("/BackupRetentionPeriod: deployed as 7, is now 1");
  });
});

describe("fairlead diff", () => {
  it("compares the templates with what is deployed, and changes nothing", async () => {
    const { stacks, run } = anEnvironment();
    const { code, stdout } = await run(["diff", "--exit-code"]);
    expect(code).toBe(2);
    expect(stdout).toContain("Main (AWS::RDS::DBCluster) goes");
    expect(stacks.operations).toEqual([]);
  });
});

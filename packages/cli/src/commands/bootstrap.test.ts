import { FakeBootstrapping, FakeClock, FakeManagedPolicies, FakeStacks } from "@fairlead/deploy/testing";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead, type TestRun } from "../testing/run-fairlead.js";

function anAccount() {
  const deployment = {
    bootstrapping: new FakeBootstrapping(),
    managedPolicies: new FakeManagedPolicies(),
    stacks: new FakeStacks({ clock: new FakeClock(), templates: () => undefined }),
  };
  const run = (argv: readonly string[], change: Partial<TestRun> = {}) =>
    runFairlead(["bootstrap", "-e", "prod", ...argv], { cwd: aProject(), deployment, ...change });
  return { ...deployment, run };
}

describe("fairlead bootstrap", () => {
  it("asks, naming the account and the region, and does it", async () => {
    const { run, bootstrapping } = anAccount();
    const { code, questions, stdout } = await run([], { tty: 80, answers: ["y"] });
    expect(questions).toEqual(["Bootstrap account 111122223333, us-east-1? (y/N) "]);
    expect(code).toBe(0);
    expect(stdout).toContain("Account 111122223333 is bootstrapped in us-east-1.");
    expect(bootstrapping.orders).toHaveLength(1);
  });

  it("touches nothing when the answer is no, or when nobody can be asked", async () => {
    const { run, bootstrapping, managedPolicies } = anAccount();
    expect((await run([], { tty: 80, answers: ["n"] })).code).toBe(0);
    expect((await run([])).code).toBe(7);
    expect([bootstrapping.orders, [...managedPolicies.policies]]).toEqual([[], []]);
  });

  it("says that CloudFormation may do everything still where it may", async () => {
    const { run, stacks } = anAccount();
    stacks.put("CDKToolkit", { Resources: {} });
    const { stdout } = await run(["--yes"], {});
    expect(stdout.replaceAll("\n", " ")).toContain("AdministratorAccess still");
    const dropped = await run(["--yes", "--drop-administrator"]);
    expect(dropped.stdout).not.toContain("AdministratorAccess");
  });

  it("tells as JSON what was done", async () => {
    const { run } = anAccount();
    const { stdout } = await run(["--yes", "--json"]);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      bootstrapped: { account: "111122223333", regions: [{ region: "us-east-1", change: "changed", kept: [] }] },
    });
  });
});

import { Ledger } from "@fairlead/deploy";
import { aReleaseStart, fakeDeployPorts, FakeClock } from "@fairlead/deploy/testing";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const START = aReleaseStart({
  plan: { create: 3, update: 2, replace: 0, delete: 1, summary: "Ecs: change" },
  expectedMonthlyUsd: 181.5,
  findings: { errors: 0, warnings: 1, notes: 4 },
});

/** Three releases: one served, one was rolled back, one was left lying. */
async function world() {
  const clock = new FakeClock();
  const deployment = fakeDeployPorts({ clock });
  const ledger = new Ledger({ app: "llm-proxy", environment: "prod" }, deployment);
  const first = await ledger.begin("a".repeat(64), START);
  clock.advance(754_000);
  await first.append({ kind: "note", says: "Stacks are up." });
  await first.end({ outcome: "done", problems: [], by: START.by }, { digests: { ProxyImageDigest: "sha256:1" } });
  const second = await ledger.begin("b".repeat(64), {
    ...START,
    action: { kind: "promote", from: "staging", number: 7 },
  });
  const problem = { path: "", code: "TaskFailedToStart", message: "It did not start.", fix: "Mend it." };
  await second.end({ outcome: "rolled-back", problems: [problem], by: START.by });
  await ledger.begin("c".repeat(64), START);
  const run = (...argv: string[]) => runFairlead(["releases", ...argv], { cwd: aProject(), deployment });
  return { clock, ledger, run };
}

describe("fairlead releases", () => {
  it("lists the youngest first: when, how it ended, how long it took, what it was and who", async () => {
    const { run } = await world();
    const { code, stdout } = await run("--no-color");
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.replace(/ +/g, " ").trim())).toEqual([
      "3 2026-11-21 10:12Z under-way deploy deployer/ada",
      "2 2026-11-21 10:12Z rolled-back 0 s promote staging 7 deployer/ada",
      "1 2026-11-21 10:00Z done 12:34 min deploy deployer/ada",
      "",
    ]);
  });

  it("shows one with all that is recorded, as text and as JSON", async () => {
    const { run } = await world();
    const { stdout } = await run("show", "2", "--no-color");
    for (const words of ["promote staging 7", "rolled-back", "TaskFailedToStart", "Mend it.", "181.50 USD"])
      expect(stdout).toContain(words);
    const json: unknown = JSON.parse((await run("show", "1", "--json")).stdout);
    expect(json).toMatchObject({
      command: "releases",
      release: {
        number: 1,
        seconds: 754,
        state: { outcome: "done" },
        facts: { digests: { ProxyImageDigest: "sha256:1" } },
      },
    });
  });

  it("gives up what was left lying, and what runs only when told that it doesn't", async () => {
    const { run, clock, ledger } = await world();
    const early = await run("give-up", "3");
    expect([early.code, early.stderr.includes("is under way since")]).toEqual([2, true]);
    clock.advance(START.deadlineMs);
    expect((await run("--no-color")).stdout).toContain("interrupted");
    expect((await run("give-up", "3")).code).toBe(0);
    expect((await ledger.read(3)).end?.outcome).toBe("given-up");
    await ledger.begin("d".repeat(64), START);
    expect((await run("give-up", "4", "--runs-no-more")).code).toBe(0);
  });

  it.each([["show"], ["show", "first"], ["give-up", "0"], ["list", "--limit", "many"]])(
    "refuses %j %j",
    async (...argv) => {
      const { run } = await world();
      expect((await run(...argv)).code).toBe(2);
    },
  );

  it("says that there is none yet", async () => {
    expect((await runFairlead(["releases"], { cwd: aProject() })).stdout).toBe("No release yet.\n");
  });
});

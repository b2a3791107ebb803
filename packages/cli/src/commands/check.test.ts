import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFinding } from "../testing/a-finding.js";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const error = aFinding({ code: "PlainHttp", severity: "error" });
const accepted = aFinding({
  status: { kind: "accepted", by: "description", reason: "A trial of a week.", until: "2027-06-30" },
});

describe("fairlead check", () => {
  it("shows open findings by kind with their places, and counts the accepted ones", async () => {
    const findings = [error, aFinding(), aFinding({ message: "services.dispatcher has one, too." }), accepted];
    const { stdout } = await runFairlead(["check"], { cwd: aProject(), findings });

    await expect(stdout).toMatchFileSnapshot("golden/check.golden.txt");
  });

  it("shows the reason of accepted ones with -v", async () => {
    const { stdout } = await runFairlead(["check", "-v"], { cwd: aProject(), findings: [accepted] });

    expect(stdout).toContain("A trial of a week.");
    expect(stdout).toContain("2027-06-30");
  });

  it.each([
    ["nothing", [], [], 0],
    ["an open error", [error], [], 3],
    ["an open warning", [aFinding()], [], 0],
    ["an open warning under --strict", [aFinding()], ["--strict"], 3],
    ["an accepted warning under --strict", [accepted], ["--strict"], 0],
    ["a note under --strict", [aFinding({ severity: "note" })], ["--strict"], 0],
  ])("judges %s", async (_what, findings, options, expected) => {
    const { code } = await runFairlead(["check", ...options], { cwd: aProject(), findings });

    expect(code).toBe(expected);
  });

  it("keeps no plan, so that the next plan still compares with the last one", async () => {
    const cwd = aProject();
    await runFairlead(["check"], { cwd });

    expect(existsSync(join(cwd, ".fairlead/prod"))).toBe(false);
    expect(readdirSync(join(cwd, ".fairlead"))).toEqual([".gitignore"]);
  });

  it("gives the findings as JSON", async () => {
    const { stdout } = await runFairlead(["check", "--json"], { cwd: aProject(), findings: [error] });

    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      command: "check",
      environment: "prod",
      refused: 1,
      findings: [{ code: "PlainHttp" }],
    });
  });
});

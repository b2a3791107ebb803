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

  const matrices = {
    reachability: [
      { from: "0.0.0.0/0", to: "ingress", protocol: "tcp", fromPort: 443, toPort: 443 },
      { from: "services.proxy", to: "caches.cache", protocol: "tcp", fromPort: 6379, toPort: 6379 },
      { from: "services.proxy", to: "databases.main", protocol: "tcp", fromPort: 5432, toPort: 5432 },
    ],
    permissions: [
      {
        holder: "services.proxy",
        use: "execution",
        action: "secretsmanager:GetSecretValue",
        target: "databases.main",
        isConditional: false,
      },
      {
        holder: "databases.main",
        use: "other",
        action: "secretsmanager:PutSecretValue",
        target: "databases.main",
        isConditional: true,
      },
    ],
  } as const;

  it("shows who can reach whom and who may do what with --matrix", async () => {
    const { stdout } = await runFairlead(["check", "--matrix"], { cwd: aProject(), matrices });

    await expect(stdout).toMatchFileSnapshot("golden/check-matrix.golden.txt");
  });

  it("gives both as JSON with --matrix, and neither without", async () => {
    const withMatrix = await runFairlead(["check", "--json", "--matrix"], { cwd: aProject(), matrices });
    const without = await runFairlead(["check", "--json"], { cwd: aProject(), matrices });

    expect(JSON.parse(withMatrix.stdout)).toMatchObject({ matrices });
    expect(JSON.parse(without.stdout)).not.toHaveProperty("matrices");
  });

  it("says how to install the simulator of IAM where it lacks", async () => {
    const { stdout } = await runFairlead(["check", "--matrix"], {
      cwd: aProject(),
      matrices: { reachability: [], permissions: null },
    });

    expect(stdout.replaceAll(/\s+/g, " ")).toContain("npm install --save-dev @cloud-copilot/iam-simulate");
  });
});

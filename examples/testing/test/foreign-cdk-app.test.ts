import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkTemplates,
  loadCloudCopilotSimulator,
  nameOfEnd,
  permissionMatrix,
  reachabilityMatrix,
} from "@fairlead/check";
import { type Assembly, assemble, MemoryVerdictStore } from "@fairlead/constructs";
import { expectPresent } from "@fairlead/errors";
import { beforeAll, describe, expect, it } from "vitest";
import { foreignCdkApp } from "../foreign-cdk-app.js";

describe("a CDK app that never heard of Fairlead", () => {
  let assembly: Assembly;

  beforeAll(async () => {
    const outdir = mkdtempSync(join(tmpdir(), "foreign-"));
    assembly = await assemble(foreignCdkApp(outdir), { verdicts: new MemoryVerdictStore() });
  });

  it("is told what will hurt", () => {
    const findings = checkTemplates(assembly);
    expect([...new Set(findings.map(({ code }) => code))]).toEqual(
      expect.arrayContaining([
        "CdnBypassed",
        "CdnCutsBeforeOrigin",
        "DesiredCountFightsScaling",
        "LogGroupWithoutRetention",
        "OriginWithoutSecret",
        "RetiredContainerImage",
        "RetiredEngine",
        "RotationForgetsTasks",
        "StreamsScaledOnCpu",
      ]),
    );
    // There is no part of a description to name.
    expect(findings.every(({ address }) => address === null)).toBe(true);
  });

  it("is told who reaches its database", () => {
    const callers = reachabilityMatrix(assembly)
      .filter(({ to }) => nameOfEnd(to).startsWith("Database"))
      .map(({ from, fromPort, toPort }) => [nameOfEnd(from), fromPort, toPort]);
    expect(callers).toEqual([
      [expect.stringMatching(/^ApiService/u), 5432, 5432],
      [expect.stringMatching(/RotationSingleUser/u), 5432, 5432],
    ]);
  });

  it("is told whose code reads its password", async () => {
    const simulator = expectPresent(await loadCloudCopilotSimulator(), "IAM's simulator");
    const readers = (await permissionMatrix(assembly, simulator))
      .filter(({ action, target }) => action === "secretsmanager:GetSecretValue" && target !== null)
      .map(({ role }) => role.logicalId);
    expect(readers).toEqual([expect.stringMatching(/ExecutionRole/u)]);
  });
});

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkTemplates } from "@fairlead/check";
import { assemble, MemoryVerdictStore } from "@fairlead/constructs";
import { expect, it } from "vitest";
import { foreignCdkApp } from "../foreign-cdk-app.js";

it("tells a CDK app that never heard of Fairlead what will hurt", async () => {
  const outdir = mkdtempSync(join(tmpdir(), "foreign-"));
  const assembly = await assemble(foreignCdkApp(outdir), { verdicts: new MemoryVerdictStore() });
  const findings = checkTemplates(assembly);
  const codes = new Set(findings.map(({ code }) => code));

  expect([...codes]).toEqual(
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
  // Each tells where: there is no part of a description to name.
  expect(findings.every(({ address }) => address === null)).toBe(true);
});

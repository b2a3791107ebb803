import { type DeployRequest, Ledger } from "@fairlead/deploy";
import { aReleaseStart, fakeDeployPorts } from "@fairlead/deploy/testing";
import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const DIGEST = `sha256:${"1".repeat(64)}`;
const PROD = aResolvedApp();
const STAGING: ResolvedApp = { ...PROD, environment: { ...PROD.environment, name: "staging" } };

async function promote(outcome: "done" | "rolled-back", ...argv: string[]) {
  const deployment = fakeDeployPorts();
  const ledger = new Ledger({ app: PROD.name, environment: "staging" }, deployment);
  const start = aReleaseStart();
  const release = await ledger.begin("hash", start);
  await release.end({ outcome, problems: [], by: start.by }, { digests: { ProxyImageDigest: DIGEST } });
  const seen: DeployRequest[] = [];
  const run = await runFairlead(["promote", ...argv], {
    cwd: aProject(),
    deployment,
    description: {
      environments: [PROD, STAGING].map(({ environment: { name, tier, region } }) => ({ name, tier, region })),
      customization: null,
      resolve: (name) => (name === "staging" ? STAGING : PROD),
    },
    ports: {
      deploy: (request) => {
        seen.push(request);
        return Promise.resolve({ kind: "done" });
      },
    },
  });
  return { ...run, seen };
}

describe("fairlead promote", () => {
  it("deploys the second environment with the digests that served in the first", async () => {
    const { code, seen, stdout } = await promote("done", "staging", "prod");
    expect(code).toBe(0);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      target: { app: { environment: { name: "prod" } } },
      images: {
        outside: { proxy: `111122223333.dkr.ecr.us-east-1.amazonaws.com/llm-proxy/staging/proxy@${DIGEST}` },
      },
      facts: { action: { kind: "promote", from: "staging", number: 1 } },
    });
    expect(stdout).toContain("prod serves what release 1 of staging has.");
  });

  it("refuses what never served, and deploys nothing", async () => {
    const { code, seen, stderr } = await promote("rolled-back", "staging", "prod");
    expect([code, seen.length]).toEqual([2, 0]);
    expect(stderr).toContain("No release of staging ended with what was asked for serving.");
    expect((await promote("rolled-back", "staging", "prod", "--release", "1")).stderr).toContain(
      'it ended as "rolled-back"',
    );
  });

  it("refuses an environment that isn't there, and one and the same", async () => {
    expect((await promote("done", "stagin", "prod")).code).toBe(2);
    expect((await promote("done", "prod", "prod")).stderr).toContain("fairlead promote staging prod");
  });
});

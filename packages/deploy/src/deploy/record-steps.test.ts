import { aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { Ledger } from "../ledger/release-ledger.js";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { fakeAccount } from "../testing/fake-account.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeReleaseStore } from "../testing/fake-release-store.js";
import { NO_FIRST_VALUES } from "../secrets/first-values.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import type { DeployPlan } from "./deploy-plan.js";
import type { DeployRequest } from "./deploy-request.js";
import { recordSteps } from "./record-steps.js";

const PLAN: DeployPlan = {
  stacks: [
    { name: "llm-proxy-prod-Vpc", role: "Vpc", kind: "unchanged", parameters: [] },
    { name: "llm-proxy-prod-Ecs", role: "Ecs", kind: "change", parameters: ["ApiImageDigest"] },
  ],
  passes: [],
  changes: [],
  broadened: [],
  imagesToPush: [],
  problems: [],
  says: [],
};

const REQUEST: Omit<DeployRequest, "target"> = {
  parameters: {},
  allowReplace: [],
  allowDestroy: [],
  images: { baseFolder: "/project", outside: {} },
  firstValues: NO_FIRST_VALUES,
  despiteAlarms: false,
  resume: null,
  facts: {
    action: { kind: "deploy" },
    expectedMonthlyUsd: 180,
    findings: { errors: 0, warnings: 1, notes: 2 },
    toolVersion: "0.1.0",
  },
  deadlineMs: 1000,
  concurrency: 1,
  approve: () => Promise.resolve("approved"),
  signal: new AbortController().signal,
};

function world() {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock, "llm-proxy-prod");
  ecs.add({ rollout: aRollout({ service: "api" }), images: { api: `registry/api@${aDigest(1)}` } });
  const { scaling, services, targets } = ecs;
  const ports = { account: fakeAccount(), clock, releaseStore: new FakeReleaseStore(), scaling, services, targets };
  const app = aResolvedApp({ services: [aResolvedService({ name: "api" })] });
  const assembly = { directory: "/", stacks: [], resources: [], violations: [] };
  const steps = (descriptionHash: string, change: Partial<DeployRequest> = {}) =>
    recordSteps({ ...REQUEST, target: { app, assembly, descriptionHash }, ...change }, ports);
  return { clock, steps, ledger: new Ledger({ app: "llm-proxy", environment: "prod" }, ports) };
}

const SERVING = { service: "api", verdict: "serving", taskDefinition: null, problems: [] } as const;

describe("the record of a deployment", () => {
  it("holds its plan, its digests, and of each service what a rollback needs", async () => {
    const { steps, ledger } = world();
    const recorder = await steps("one").begin(PLAN);
    await recorder.note("Stacks are up.");
    await recorder.end({ kind: "done" }, { digests: { ApiImageDigest: aDigest(1) }, verdicts: [SERVING] });
    expect(await ledger.last()).toMatchObject({
      descriptionHash: "one",
      plan: { create: 0, update: 0, summary: "Ecs: change" },
      expectedMonthlyUsd: 180,
      facts: {
        digests: { ApiImageDigest: aDigest(1) },
        services: [{ name: "api", digests: { api: aDigest(1) }, desiredCount: 2 }],
      },
      end: { outcome: "done" },
    });
  });

  it("is carried on with once it was left lying, by a deployment of the same description", async () => {
    const { steps, ledger, clock } = world();
    await steps("one").begin(PLAN);
    await expect(steps("one").begin(PLAN)).rejects.toMatchObject({ problems: [{ code: "DeploymentUnderWay" }] });
    expect(await steps("one").interrupted()).toBeNull();
    clock.advance(1000);
    await expect(steps("two").begin(PLAN)).rejects.toMatchObject({ problems: [{ code: "DeploymentInterrupted" }] });
    const recorder = await steps("one").begin(PLAN);
    await recorder.end({ kind: "done" }, { digests: {}, verdicts: [] });
    expect(await ledger.numbers()).toEqual([1]);
    expect((await ledger.read(1)).entries.map(({ kind }) => kind)).toEqual(["resumed"]);
  });

  it("is carried on with before its time is up by whoever names its number", async () => {
    const { steps, ledger } = world();
    await steps("one").begin(PLAN);
    const recorder = await steps("two", { resume: 1 }).interrupted();
    await recorder?.end({ kind: "cancelled", left: "left-running" }, { digests: {}, verdicts: [] });
    expect((await ledger.read(1)).end?.outcome).toBe("cancelled");
  });
});

import { faultNamed } from "@fairlead/simulator";
import { describe, expect, it } from "vitest";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import { approve } from "./approve.js";

const image = (number: number): string => `registry/api@${aDigest(number)}`;

/** Version 2 of `api` waits for a person, after its tasks are up and before they get traffic. */
async function aWaitingRelease(faults: readonly string[] = []) {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock);
  const hooks = [
    {
      kind: "pause",
      name: "approval",
      stage: "POST_TEST_TRAFFIC_SHIFT",
      timeoutSeconds: 86_400,
      atTimeout: "rollback",
    },
  ] as const;
  ecs.add({ rollout: aRollout({ hooks }), images: { api: image(1) } });
  ecs.put("api", { faults: faults.map(faultNamed) });
  ecs.deploy("api", ecs.register("api", { api: image(2) }));
  await clock.sleep(600_000);
  const ports = { clock, services: ecs.services, targets: ecs.targets };
  const run = (action: "continue" | "rollback") => {
    const request = { cluster: ecs.cluster, services: ["api"], action, deadlineMs: 3_600_000 };
    return approve(request, ports, () => undefined);
  };
  return { ecs, run };
}

describe("approve", () => {
  it("lets a release that waits go on, and ends when it serves", async () => {
    const { ecs, run } = await aWaitingRelease();
    expect(ecs.stateOf("api").hook?.status).toBe("AWAITING_ACTION");
    expect(await run("continue")).toEqual({ kind: "done" });
    expect(ecs.stateOf("api")).toMatchObject({ status: "SUCCESSFUL", traffic: { newPercent: 100 } });
  });

  it("turns a release down, and ends well when the earlier version serves", async () => {
    const { ecs, run } = await aWaitingRelease();
    expect(await run("rollback")).toEqual({ kind: "done" });
    expect(ecs.stateOf("api")).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", traffic: { oldPercent: 100 } });
  });

  it("tells when what was agreed to fails afterwards", async () => {
    const { run } = await aWaitingRelease(["alarm-during-bake"]);
    expect(await run("continue")).toMatchObject({ kind: "rolled-back", problems: [{ code: "RolledBack" }] });
  });

  it("refuses when nothing waits", async () => {
    const { run } = await aWaitingRelease();
    await run("continue");
    expect(await run("continue")).toMatchObject({ kind: "refused", problems: [{ code: "NothingWaits" }] });
  });
});

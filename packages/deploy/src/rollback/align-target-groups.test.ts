import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeStacks } from "../testing/fake-stacks.js";
import { SimulatedEcs, TARGET_GROUP_SETTINGS } from "../testing/simulated-ecs.js";
import { alignTargetGroups } from "./align-target-groups.js";

const STACK = { name: "shop-prod-Alb", region: null };
const GROUP = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api-blue/1";

async function align(properties: Readonly<Record<string, unknown>>, physicalId = GROUP) {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock);
  ecs.add({ rollout: aRollout(), images: { api: `registry/api@${aDigest(1)}` } });
  const fake = new FakeStacks({ clock, templates: () => undefined });
  const type = "AWS::ElasticLoadBalancingV2::TargetGroup";
  fake.put(STACK.name, { Resources: { Blue: { Type: type, Properties: properties } } });
  const stacks = {
    template: () => fake.template(STACK),
    resources: async () => Promise.resolve([{ logicalId: "Blue", physicalId, type, status: "UPDATE_COMPLETE" }]),
  };
  const events: DeployEvent[] = [];
  await alignTargetGroups(STACK, { stacks, targets: ecs.targets }, (event) => events.push(event));
  return { settings: await ecs.targets.settings(GROUP), events };
}

describe("aligning target groups with their template", () => {
  it("sets what a rollback has left otherwise, and says so", async () => {
    const { settings, events } = await align({
      HealthCheckPath: "/ready",
      TargetGroupAttributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "300" }],
    });
    expect(settings.health).toEqual({ ...TARGET_GROUP_SETTINGS.health, path: "/ready" });
    expect(settings.attributes).toMatchObject({ "deregistration_delay.timeout_seconds": "300" });
    expect(events.map((event) => (event.type === "warning" ? event.says : event.type))).toEqual([
      `Target group ${GROUP} was not as its template says, as a rollback leaves it; it is now.`,
    ]);
  });

  it("changes nothing where nothing differs, and nothing that the template says by a function", async () => {
    expect((await align({ HealthCheckPath: "/health", HealthyThresholdCount: 2 })).events).toEqual([]);
    expect((await align({ HealthCheckPath: { Ref: "Path" } })).events).toEqual([]);
  });

  it("leaves a group that isn't there", async () => {
    expect((await align({ HealthCheckPath: "/ready" }, GROUP.replace("blue", "none"))).events).toEqual([]);
  });
});

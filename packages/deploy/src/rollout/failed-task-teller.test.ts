import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import type { EcsTask } from "../tasks/tasks.js";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeLogs } from "../testing/fake-logs.js";
import { aContainerState, anEcsTask, FakeTasks } from "../testing/fake-tasks.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import { FailedTaskTeller } from "./failed-task-teller.js";

function setUp(tasksOf: (taskDefinition: string, nowMs: number) => readonly EcsTask[]) {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock);
  const taskDefinition = ecs.add({ rollout: aRollout(), images: { api: `registry/api@${aDigest(1)}` } });
  const logs = new FakeLogs(clock);
  logs.addGroup("/shop-prod/api");
  const tasks = new FakeTasks(clock);
  for (const task of tasksOf(taskDefinition, clock.nowMs())) tasks.add(task);
  const events: DeployEvent[] = [];
  const ports = { logs, services: ecs.services, tasks };
  const teller = new FailedTaskTeller(ecs.cluster, ports, (event) => events.push(event), clock.nowMs());
  const lines = () => events.flatMap((event) => (event.type === "log" ? [`${event.task}: ${event.line}`] : []));
  return { teller, logs, lines, clock };
}

const failed = (id: string, taskDefinition: string, stoppedMs: number): EcsTask =>
  anEcsTask({
    arn: `arn:aws:ecs:eu-west-1:111122223333:task/shop-prod/${id}`,
    taskDefinition,
    group: "service:api",
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    createdMs: stoppedMs - 60_000,
    stoppedMs,
    containers: [aContainerState({ name: "api", lastStatus: "STOPPED", exitCode: 1 })],
  });

describe("telling of failed tasks", () => {
  it("says once why each failed, and the last ten lines that it wrote", async () => {
    const { teller, logs, lines, clock } = setUp((definition, nowMs) => [failed("a1", definition, nowMs)]);
    for (let at = 1; at <= 14; at += 1) {
      logs.write("/shop-prod/api", "api/api/a1", `line ${at}`, { atMs: clock.nowMs() - 100 + at });
    }
    await teller.tell("api");
    await teller.tell("api");
    expect(lines()).toHaveLength(11);
    expect(lines()[0]).toContain("exit code 1 of api");
    expect(lines().slice(1)).toEqual(Array.from({ length: 10 }, (_, at) => `a1: line ${at + 5}`));
  });

  it("leaves those that failed before, and those that were told to stop", async () => {
    const { teller, lines } = setUp((definition, nowMs) => [
      failed("early", definition, nowMs - 1),
      { ...failed("asked", definition, nowMs), stopCode: "ServiceSchedulerInitiated", containers: [] },
    ]);
    await teller.tell("api");
    expect(lines()).toEqual([]);
  });

  it("tells of three tasks of a service and no more", async () => {
    const { teller, lines } = setUp((definition, nowMs) =>
      ["a", "b", "c", "d"].map((id, at) => failed(id, definition, nowMs + at)),
    );
    await teller.tell("api");
    await teller.tell("api");
    expect(lines().map((line) => line.slice(0, 1))).toEqual(["a", "b", "c"]);
  });

  it("leaves it when logs or tasks can't be read", async () => {
    const { teller, logs, lines } = setUp((definition, nowMs) => [failed("a1", definition, nowMs)]);
    logs.throttles = 99;
    await teller.tell("api");
    expect(lines()).toHaveLength(1);
  });
});

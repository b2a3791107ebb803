import { aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aContainerState, anEcsTask, FakeTasks } from "../testing/fake-tasks.js";
import { FakeClock } from "../testing/fake-clock.js";
import type { EcsTask } from "../tasks/tasks.js";
import { openSession, type SessionRequest, shellLine } from "./open-session.js";

const arn = (id: string): string => `arn:aws:ecs:us-east-1:111122223333:task/llm-proxy-prod/${id}`;

function setUp(found: readonly EcsTask[], hasExec = true) {
  const tasks = new FakeTasks(new FakeClock());
  for (const task of found) tasks.add(task);
  const app = aResolvedApp({ services: [aResolvedService({ name: "proxy", exec: hasExec })] });
  const open = (change: Partial<SessionRequest> = {}) =>
    openSession({ app, service: "proxy", task: null, container: null, command: ["/bin/sh"], ...change }, { tasks });
  return { tasks, open };
}

describe("a session in a task", () => {
  it("is opened in the youngest task, with the target that the plugin wants", async () => {
    const { tasks, open } = setUp([
      anEcsTask({ arn: arn("old"), startedMs: 1 }),
      anEcsTask({ arn: arn("young"), startedMs: 2 }),
    ]);
    const opened = await open({ command: ["sh", "-c", "echo $HOME it's"] });

    expect(opened).toMatchObject({ target: "ecs:llm-proxy-prod_young_0af3-527074092", task: "young" });
    expect(tasks.executed).toMatchObject([{ container: "proxy", command: `sh -c 'echo $HOME it'\\''s'` }]);
  });

  it("is opened in the task that is named by the beginning of its id", async () => {
    const { open } = setUp([anEcsTask({ arn: arn("aaa") }), anEcsTask({ arn: arn("bbb"), startedMs: 9 })]);

    expect((await open({ task: "aa" })).task).toBe("aaa");
  });

  it.each<[string, Partial<EcsTask> | null, Partial<SessionRequest>, string]>([
    ["no task runs", null, {}, "No task of proxy runs."],
    ["no task has that id", {}, { task: "zz" }, "whose id begins with zz"],
    ["the task started before exec was on", { hasExec: false }, {}, "started before ECS Exec was turned on"],
    ["there is no such container", {}, { container: "colector" }, "have no container colector"],
    [
      "the agent does not run",
      { containers: [aContainerState({ execAgent: "PENDING" })] },
      {},
      "in proxy of task 0af3c2e1 is PENDING",
    ],
  ])("is refused when %s", async (_when, task, change, says) => {
    const { open } = setUp(task === null ? [] : [anEcsTask(task)]);

    await expect(open(change)).rejects.toThrow(says);
  });

  it("is refused when the description has exec off, before AWS is asked", async () => {
    await expect(setUp([anEcsTask()], false).open()).rejects.toThrow("ECS Exec is off for the service proxy.");
  });

  it("quotes words for the shell that reads them", () => {
    expect(shellLine(["ls", "-la", "/a b", "$(id)", ""])).toBe("ls -la '/a b' '$(id)' ''");
  });
});

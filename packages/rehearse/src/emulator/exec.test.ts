import { clusterName } from "@fairlead/constructs";
import { openSession, type SessionRequest } from "@fairlead/deploy";
import { isUserError } from "@fairlead/errors";
import type { ResolvedService } from "@fairlead/model";
import { rolloutOf } from "@fairlead/simulator";
import { aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rehearseExec } from "../scenario/rehearse-exec.js";
import { type EmulatedAws, startEmulatedAws } from "../testing/emulated-aws.js";
import { xmlText } from "./api/xml.js";
import { querying } from "./resources/calls.js";

const cloudFormation = querying("cloudformation", "2010-05-15");

const [OPEN, LATE] = ["open", "late"];
const app = aResolvedApp({ services: [OPEN, LATE].map((name) => aResolvedService({ name, exec: true })) });
const cluster = clusterName(app);

const service = (ServiceName: string, EnableExecuteCommand: boolean) => ({
  Type: "AWS::ECS::Service",
  Properties: {
    Cluster: { Ref: "Cluster" },
    ServiceName,
    TaskDefinition: { Ref: "Task" },
    DesiredCount: 1,
    EnableExecuteCommand,
  },
});

/** `late`: whether the second service has ECS Exec on. */
const templateOf = (late: boolean): string => {
  const ContainerDefinitions = [OPEN, LATE].map((Name) => ({ Name, Image: "image", Memory: 128 }));
  return JSON.stringify({
    Resources: {
      Cluster: { Type: "AWS::ECS::Cluster", Properties: { ClusterName: cluster } },
      Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Family: "both", ContainerDefinitions } },
      Open: service(OPEN, true),
      Late: service(LATE, late),
    },
  });
};

describe("ECS Exec, by the adapter of deploy against an emulator", () => {
  let aws: EmulatedAws;

  beforeAll(async () => {
    aws = await startEmulatedAws({
      rollout: (name) => rolloutOf(app, name),
      trial: () => ({ faults: [], seed: 1 }),
      job: () => ({ exitCode: 0, seconds: 3600, lines: [] }),
    });
    await deployed("CreateStack", false);
  }, 300_000);

  afterAll(async () => {
    await aws.stop();
  });

  const deployed = async (action: "CreateStack" | "UpdateStack", late: boolean): Promise<void> => {
    await cloudFormation(aws.front, action, { StackName: "ecs", TemplateBody: templateOf(late) });
    const status = xmlText(await cloudFormation(aws.front, "DescribeStacks", { StackName: "ecs" }), "StackStatus");
    expect(status).toBe(action === "CreateStack" ? "CREATE_COMPLETE" : "UPDATE_COMPLETE");
  };

  const open = (name: string, change: Partial<SessionRequest> = {}) =>
    openSession({ app, service: name, task: null, container: null, command: ["sh"], ...change }, aws.ports);

  const codeOf = async (session: Promise<unknown>): Promise<string | undefined> => {
    const error: unknown = await session.then(
      () => null,
      (reason: unknown) => reason,
    );
    return isUserError(error) ? error.problems[0]?.code : undefined;
  };

  const runningTask = async (name: string): Promise<string> =>
    (await aws.ports.tasks.list({ cluster, of: { service: name }, state: "RUNNING" })).join();

  it("opens a session in a running task, with the target that the plugin wants", async () => {
    const { session, target, task, container } = await open(OPEN);
    expect(container).toBe(OPEN);
    expect(await runningTask(OPEN)).toMatch(new RegExp(`/${task}$`));
    expect(target).toMatch(new RegExp(`^ecs:${cluster}_${task}_${task}-[0-9a-f]{10}$`));
    expect(session.streamUrl).toMatch(/^wss:\/\/ssmmessages\.eu-west-1\./);
    expect(session.tokenValue).not.toBe("");
  });

  it("opens one in the container that is named, which has a runtime id of its own", async () => {
    const [own, other] = [await open(OPEN), await open(OPEN, { container: LATE })];
    expect(other.container).toBe(LATE);
    expect(other.target).not.toBe(own.target);
    expect(other.session.sessionId).not.toBe(own.session.sessionId);
  });

  it("is rehearsed where a task can be entered; where ECS Exec is off the refusal is looked at", async () => {
    const rehearsed = (services: readonly ResolvedService[]) =>
      rehearseExec({ target: { app: { ...app, services } }, ports: aws.ports, emulator: { cluster: aws.cluster } });
    const [absent, closed] = [{ name: "absent" }, { name: OPEN, exec: false }];
    const opened = await rehearsed(app.services);
    expect(opened.result).toBe("passed");
    expect(opened.says).toContain("A session was opened in open of task");
    expect(await rehearsed([aResolvedService(closed)])).toMatchObject({
      result: "passed",
      says: "ECS Exec is off for every service, and a session in open was refused.",
    });
    expect(await rehearsed([aResolvedService(absent)])).toMatchObject({ result: "skipped" });
    expect(await rehearsed([])).toMatchObject({ result: "skipped", says: "The app has no service." });
  });

  it("refuses what a task has not, and a task that isn't there, in ECS's words", async () => {
    expect(await codeOf(open(OPEN, { container: "nginx" }))).toBe("UnknownContainer");
    expect(await codeOf(open(OPEN, { task: "zzz" }))).toBe("NoRunningTask");
    const asked = { cluster, container: OPEN, command: "sh" };
    const task = await runningTask(OPEN);
    await expect(aws.ports.tasks.execute({ ...asked, task: `${task}0` })).rejects.toThrow("was not found");
    await expect(aws.ports.tasks.execute({ ...asked, task, container: "nginx" })).rejects.toThrow(/InvalidParameter/);
  });

  it("refuses a task that started before ECS Exec was turned on, and opens one in the task after it", async () => {
    await deployed("UpdateStack", true);
    const before = await runningTask(LATE);
    expect(await codeOf(open(LATE))).toBe("TaskWithoutExec");
    const execute = aws.ports.tasks.execute({ cluster, task: before, container: LATE, command: "sh" });
    await expect(execute).rejects.toThrow("was not enabled when the task was run");
    await aws.ports.services.update({ cluster, service: LATE, restart: true });
    await aws.ports.clock.sleep(20 * 60_000);
    expect((await open(LATE)).task).not.toBe(before.split("/").at(-1));
  });

  it("refuses the task of a job, and one that has stopped as not connected", async () => {
    const job = await aws.ports.tasks.run({
      cluster,
      taskDefinition: "both",
      subnets: ["subnet-1"],
      securityGroups: ["sg-1"],
      assignPublicIp: false,
      startedBy: "a test",
      token: "once",
      command: null,
    });
    const request = { cluster, task: job.arn, container: OPEN, command: "sh" };
    await expect(aws.ports.tasks.execute(request)).rejects.toThrow("was not enabled when the task was run");
    await aws.ports.tasks.stop(cluster, job.arn, "It has served.");
    await expect(aws.ports.tasks.execute(request)).rejects.toThrow("TargetNotConnected");
  });
});

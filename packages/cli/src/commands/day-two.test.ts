import {
  aContainerState,
  anEcsTask,
  FakeClock,
  FakeLogs,
  FakeStacks,
  FakeTasks,
  IMAGE_MISSING,
  NETWORK_TEMPLATE,
} from "@fairlead/deploy/testing";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { Machine } from "../ports.js";
import { aProject, runFairlead, type TestRun, TestSignals } from "../testing/run-fairlead.js";

const PROXY_LOG = "/llm-proxy/prod/proxy";

function setUp() {
  const clock = new FakeClock();
  const logs = new FakeLogs(clock);
  const tasks = new FakeTasks(clock);
  const stacks = new FakeStacks({ clock, templates: () => undefined });
  stacks.put("llm-proxy-prod-Vpc", NETWORK_TEMPLATE);
  for (const part of ["proxy", "migrate"]) logs.addGroup(`/llm-proxy/prod/${part}`);
  const app = aResolvedApp({ services: [aResolvedApi({ exec: true })] });
  const fairlead = (argv: readonly string[], change: Partial<TestRun> = {}) =>
    runFairlead(argv, { cwd: aProject(), app, deployment: { clock, logs, tasks, stacks }, ...change });
  return { clock, logs, tasks, fairlead, startMs: clock.nowMs() };
}

const machine = (change: Partial<Machine>): Machine => ({
  nodeVersion: "24.1.0",
  platform: "linux x64",
  homeFolder: "/nowhere",
  packageVersion: () => "2.0.0",
  versionOf: () => Promise.resolve("1.2.707.0"),
  runProgram: () => Promise.resolve(0),
  ...change,
});

describe("fairlead logs", () => {
  it("shows the lines of all parts as data on stdout, with time, container and task", async () => {
    const { logs, fairlead, startMs } = setUp();
    logs.write(PROXY_LOG, "proxy/proxy/0af3c2e1", "listening", { atMs: startMs - 60_000 });
    logs.write(PROXY_LOG, "collector/collector/0af3c2e1", "sending", { atMs: startMs - 50_000 });
    logs.write("/llm-proxy/prod/migrate", "migrate/migrate/77", "migrated", { atMs: startMs - 70_000 });
    const { code, stdout, stderr } = await fairlead(["logs"]);

    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "2026-11-21T09:58:50.000Z migrate/77 migrated\n",
        "2026-11-21T09:59:00.000Z proxy/0af3c2 listening\n",
        "2026-11-21T09:59:10.000Z proxy.collector/0af3c2 sending\n",
      ].join(""),
    );
    expect(stderr).not.toContain("Z  ");
  });

  it("is one event a line with --json", async () => {
    const { logs, fairlead, startMs } = setUp();
    logs.write(PROXY_LOG, "proxy/proxy/0af3", "listening", { atMs: startMs - 1000 });
    const { stdout } = await fairlead(["logs", "proxy", "--json"]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));

    expect(lines).toMatchObject([
      { type: "begin", schemaVersion: 1 },
      { type: "app" },
      { type: "log", part: "proxy", container: "proxy", task: "0af3", line: "listening" },
      { type: "outcome", lines: 1, exitCode: 0 },
    ]);
  });

  it("shows the last ten minutes unless another time is said", async () => {
    const { logs, fairlead, startMs } = setUp();
    for (const minutes of [1, 30, 90]) {
      logs.write(PROXY_LOG, "proxy/proxy/0af3", `${minutes} minutes ago`, { atMs: startMs - minutes * 60_000 });
    }
    const runs = await Promise.all([
      fairlead(["logs"]),
      fairlead(["logs", "--since", "1h"]),
      fairlead(["logs", "--since", "2026-11-21T08:00:00Z", "--until", "1h"]),
    ]);

    expect(runs.map(({ stdout }) => stdout.match(/\d+ minutes ago/g))).toEqual([
      ["1 minutes ago"],
      ["30 minutes ago", "1 minutes ago"],
      ["90 minutes ago"],
    ]);
  });

  it("says so when there is nothing, and what to try", async () => {
    const { stderr } = await setUp().fairlead(["logs", "proxy"]);

    expect(stderr).toContain("--since 1h");
  });

  it("shows the task that stopped last with --previous, from its first line on", async () => {
    const { logs, tasks, fairlead, startMs } = setUp();
    for (const [id, stoppedMs] of [
      ["older", startMs - 50 * 60_000],
      ["last", startMs - 40 * 60_000],
    ] as const) {
      tasks.add(
        anEcsTask({ arn: `a/llm-proxy-prod/${id}`, lastStatus: "STOPPED", stoppedMs, createdMs: stoppedMs - 60_000 }),
      );
      logs.write(PROXY_LOG, `proxy/proxy/${id}`, `line of ${id}`, { atMs: stoppedMs - 1000 });
    }
    const { stdout } = await fairlead(["logs", "proxy", "-p"]);

    expect(stdout).toMatch(/^\S+ proxy\/last line of last\n$/);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("is followed until %s, which is its exit code", async (signal) => {
    const { clock, logs, fairlead } = setUp();
    const signals = new TestSignals();
    logs.write(PROXY_LOG, "proxy/proxy/0af3", "later", { atMs: clock.nowMs() + 5000 });
    const ended = clock.sleep(30_000).then(() => {
      signals.send(signal);
    });
    const { code, stdout } = await fairlead(["logs", "proxy", "-f"], { signals });
    await ended;

    expect(stdout).toContain("later");
    expect(code).toBe(signal === "SIGINT" ? 130 : 143);
  });

  it.each([
    [["logs", "prxy"], "Did you mean proxy?"],
    [["logs", "--since", "yesterday"], "10m"],
    [["logs", "--limit", "few"], "is no number of lines"],
    [["logs", "-p"], "forgets them after an hour"],
  ])("refuses %j with a way on", async (argv, says) => {
    const { code, stderr } = await setUp().fairlead(argv);

    expect(code).toBe(2);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(says);
  });
});

describe("fairlead run", () => {
  it("ends with the exit code of the container and shows all that it wrote", async () => {
    const { logs, tasks, fairlead, startMs } = setUp();
    tasks.course = { ...tasks.course, exitCode: 42 };
    for (let line = 1; line <= 8; line += 1) {
      logs.write("/llm-proxy/prod/migrate", "migrate/migrate/run1", `line ${line}`, { atMs: startMs + line * 1000 });
    }
    const { code, stdout, stderr } = await fairlead(["run", "migrate"]);

    expect(code).toBe(42);
    expect(stdout.match(/^line \d$/gm)).toHaveLength(8);
    expect(stdout).toContain("Failed  migrate ended with code 42.");
    expect(stderr).toContain("step  release  begins: migrate running");
  });

  it("takes the command after -- word by word, with options of its own", async () => {
    const { tasks, fairlead } = setUp();
    const { code } = await fairlead(["run", "migrate", "--", "node", "repair.js", "--all", "-e", "x"]);

    expect(code).toBe(0);
    expect(tasks.started[0]?.command?.words).toEqual(["node", "repair.js", "--all", "-e", "x"]);
  });

  it("ends with 125 when the task never began, with the reason", async () => {
    const { tasks, fairlead } = setUp();
    tasks.course = IMAGE_MISSING;
    const { code, stdout } = await fairlead(["run", "migrate"]);

    expect(code).toBe(125);
    expect(stdout).toContain("ImageMissing");
  });

  it.each([
    ["a", 130, 1, "migrate was stopped"],
    ["l", 130, 0, "migrate goes on in AWS"],
  ])("asks at Ctrl-C on a terminal, and with %s ends with %i", async (answer, code, stops, says) => {
    const { clock, tasks, fairlead } = setUp();
    tasks.course = { ...tasks.course, stopsAfter: null };
    const signals = new TestSignals();
    const interrupted = clock.sleep(20_000).then(() => {
      signals.send("SIGINT");
    });
    const outcome = await fairlead(["run", "migrate", "--no-color"], { tty: 90, answers: [answer], signals });
    await interrupted;

    expect(outcome.questions[0]).toContain("a  abort, and stop its task");
    expect(outcome.code).toBe(code);
    expect(tasks.stopped).toHaveLength(stops);
    expect(outcome.stdout).toContain(says);
  });

  it("refuses a job that there isn't", async () => {
    const { code, stderr } = await setUp().fairlead(["run", "migrat"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean migrate?");
  });
});

describe("fairlead exec", () => {
  it("hands the session to the plugin as the AWS CLI does, and its exit code on; the token is shown to nobody", async () => {
    const { tasks, fairlead } = setUp();
    tasks.add(anEcsTask());
    const programs: (readonly string[])[] = [];
    const runProgram = (program: string, words: readonly string[]): Promise<number> => {
      programs.push([program, ...words]);
      return Promise.resolve(7);
    };
    const { code, stdout, stderr } = await fairlead(["exec", "proxy", "--", "ls", "-la"], {
      ports: { machine: machine({ runProgram }) },
    });

    expect(code).toBe(7);
    expect(tasks.executed).toMatchObject([{ container: "proxy", command: "ls -la" }]);
    expect(programs).toEqual([
      [
        "session-manager-plugin",
        '{"sessionId":"ecs-execute-command-1","streamUrl":"wss://ssmmessages","tokenValue":"hidden"}',
        "us-east-1",
        "StartSession",
        "",
        '{"Target":"ecs:llm-proxy-prod_0af3c2e1_0af3-527074092"}',
        "https://ssm.us-east-1.amazonaws.com",
      ],
    ]);
    expect(stdout + stderr).not.toContain("hidden");
  });

  it("says how to get the plugin before a session is opened", async () => {
    const { tasks, fairlead } = setUp();
    tasks.add(anEcsTask());
    const { code, stderr } = await fairlead(["exec", "proxy"], {
      ports: { machine: machine({ versionOf: () => Promise.resolve(null) }) },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("session-manager-plugin is not installed");
    expect(tasks.executed).toEqual([]);
  });
});

describe("fairlead why", () => {
  it("says in one screen why tasks failed, what they wrote last, what differs and what to do", async () => {
    const { logs, tasks, fairlead, startMs } = setUp();
    for (const [index, id] of ["f1", "f2"].entries()) {
      tasks.add(
        anEcsTask({
          arn: `a/llm-proxy-prod/${id}`,
          lastStatus: "STOPPED",
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
          createdMs: startMs - 300_000,
          stoppedMs: startMs - 120_000 - index * 60_000,
          containers: [aContainerState({ lastStatus: "STOPPED", exitCode: 137, reason: "OutOfMemoryError: killed" })],
        }),
      );
      logs.write(PROXY_LOG, `proxy/proxy/${id}`, `last words of ${id}`, { atMs: startMs - 130_000 });
    }
    tasks.add(
      anEcsTask({
        arn: "a/llm-proxy-prod/m1",
        group: "family:llm-proxy-prod-migrate",
        taskDefinition: "arn:aws:ecs:us-east-1:111122223333:task-definition/llm-proxy-prod-migrate:6",
        lastStatus: "STOPPED",
        stopCode: "TaskFailedToStart",
        stoppedReason:
          "ResourceInitializationError: unable to pull secrets: Secrets Manager can't find the specified secret",
        createdMs: startMs - 30_000,
        stoppedMs: startMs - 20_000,
        containers: [aContainerState({ name: "migrate", lastStatus: "STOPPED" })],
      }),
    );
    const { code, stdout } = await fairlead(["why"]);

    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot("golden/why.golden.txt");
  });

  it("says that nothing failed, and for how long ECS would remember it", async () => {
    const { code, stdout } = await setUp().fairlead(["why", "proxy"]);

    expect(code).toBe(0);
    expect(stdout).toContain("No task of proxy failed within the last hour");
  });
});

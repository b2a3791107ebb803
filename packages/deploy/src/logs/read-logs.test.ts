import { describe, expect, it } from "vitest";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeLogs } from "../testing/fake-logs.js";
import { type LogRequest, readLogs } from "./read-logs.js";

const GROUP = "/llm-proxy/prod/proxy";
const STREAM = "proxy/proxy/0af3";

function setUp() {
  const clock = new FakeClock();
  const logs = new FakeLogs(clock);
  logs.addGroup(GROUP);
  const told: string[] = [];
  const warnings: string[] = [];
  const request: LogRequest = {
    groups: [{ part: "proxy", group: GROUP }],
    fromMs: clock.nowMs(),
    untilMs: null,
    filter: null,
    container: null,
    tasks: null,
    limit: 100,
    isFollowed: false,
  };
  const read = (change: Partial<LogRequest>, signal = new AbortController().signal) =>
    readLogs(
      { ...request, ...change },
      { logs, clock },
      {
        tell: ({ part, container, task, text }) => told.push(`${part}/${container}/${task} ${text}`),
        warn: (says) => warnings.push(says),
      },
      signal,
    );
  return { clock, logs, told, warnings, read, startMs: clock.nowMs() };
}

describe("logs", () => {
  it("come from all containers and parts in the order of time, page by page", async () => {
    const { logs, told, read, startMs } = setUp();
    for (const second of [5, 1, 3, 4, 2, 0, 6]) {
      logs.write(GROUP, STREAM, `proxy ${second}`, { atMs: startMs + second * 1000, arrivesMs: startMs });
    }
    logs.write("/llm-proxy/prod/api", "collector/collector/77", "api 2.5", {
      atMs: startMs + 2500,
      arrivesMs: startMs,
    });
    await read({
      groups: [
        { part: "proxy", group: GROUP },
        { part: "api", group: "/llm-proxy/prod/api" },
      ],
    });

    expect(told.map((line) => line.split(" ").at(-1))).toEqual(["0", "1", "2", "2.5", "3", "4", "5", "6"]);
    expect(told[3]).toBe("api/collector/77 api 2.5");
  });

  it("are the latest when there are more than wanted, which is said", async () => {
    const { logs, told, warnings, read } = setUp();
    for (const text of ["one", "two", "three", "four"]) logs.write(GROUP, STREAM, text);
    await read({ limit: 2 });

    expect(told.map((line) => line.split(" ")[1])).toEqual(["three", "four"]);
    expect(warnings).toEqual(["The earlier 2 lines are left out (--limit 2)."]);
  });

  it("can be those of one container, of some tasks and of some words", async () => {
    const { logs, told, read } = setUp();
    logs.write(GROUP, "collector/collector/0af3", "error of the collector");
    logs.write(GROUP, "proxy/proxy/77", "error of another task");
    logs.write(GROUP, STREAM, "all is well");
    logs.write(GROUP, STREAM, "error of the proxy");
    await read({ container: "proxy", tasks: ["0af"], filter: "error" });

    expect(told).toEqual(["proxy/proxy/0af3 error of the proxy"]);
  });

  it("go on when they are followed: each line once, also one that arrives late", async () => {
    const { clock, logs, told, read, startMs } = setUp();
    const controller = new AbortController();
    logs.write(GROUP, STREAM, "first");
    logs.write(GROUP, STREAM, "late", { atMs: startMs + 1000, arrivesMs: startMs + 9000 });
    logs.write(GROUP, STREAM, "second", { atMs: startMs + 5000 });
    const stop = clock.sleep(60_000).then(() => {
      controller.abort();
    });
    await read({ isFollowed: true }, controller.signal);
    await stop;

    expect(told.map((line) => line.split(" ")[1])).toEqual(["first", "second", "late"]);
  });

  it("end by themselves when they are followed to a time that passes", async () => {
    const { logs, told, read, startMs } = setUp();
    logs.write(GROUP, STREAM, "within", { atMs: startMs + 5000 });
    logs.write(GROUP, STREAM, "after", { atMs: startMs + 11_000 });
    await read({ isFollowed: true, untilMs: startMs + 10_000 });

    expect(told).toEqual(["proxy/proxy/0af3 within"]);
  });

  it("go on after throttling, and say so once", async () => {
    const { logs, told, warnings, read } = setUp();
    logs.write(GROUP, STREAM, "line");
    logs.throttles = 3;
    await read({});

    expect(told).toHaveLength(1);
    expect(warnings).toHaveLength(1);
  });

  it("fail when there is no such log, with what AWS says", async () => {
    const { read } = setUp();

    await expect(read({ groups: [{ part: "x", group: "/nowhere" }] })).rejects.toThrow("There is no /nowhere.");
  });
});

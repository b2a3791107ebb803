import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { EVENT_STREAM, type EventRecord } from "../events/event-record.js";
import { RedisEventBus } from "../events/redis-event-bus.js";
import { callEvent } from "../testing/call-event.js";
import { forkTypescript } from "../testing/fork-typescript.js";
import { listenOnLoopback } from "../testing/listen-on-loopback.js";
import { startTestRedis, type TestRedis } from "../testing/redis.js";
import { soon } from "../testing/soon.js";
import { createDispatcher, type Dispatcher, type DispatcherPorts } from "./dispatcher.js";
import { createHealthServer } from "./health-server.js";
import { type Rejection, type Sink, SinkUnavailable } from "./sink.js";

const SETTINGS = { batchSize: 50, blockMs: 100, minIdleMs: 300, turnMs: 100, firstRetryMs: 10, maxRetryMs: 50 };
let server: TestRedis;
let folder: string;
let running: Dispatcher[];

beforeEach(async () => {
  // What was acknowledged survives a kill of Redis.
  server = await startTestRedis({ appendOnly: true });
  folder = await mkdtemp(join(tmpdir(), "llm-proxy-dispatcher-"));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((dispatcher) => dispatcher.close(AbortSignal.timeout(1_000))));
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const newBus = async (): Promise<RedisEventBus> => new RedisEventBus({ redis: await server.open("bulk"), spool: null });

async function dispatch(sink: Sink, part: Partial<DispatcherPorts> = {}): Promise<Dispatcher> {
  const dispatcher = createDispatcher({
    redis: await server.open("bulk"),
    blocking: await server.open("blocking"),
    sink,
    group: sink.name,
    consumer: "c1",
    log: pino({ enabled: false }),
    settings: SETTINGS,
    ...part,
  });
  running.push(dispatcher);
  return dispatcher;
}

async function publish(count: number, from = 0): Promise<void> {
  const bus = await newBus();
  for (let index = from; index < from + count; index += 1) bus.publish(callEvent(`e${index}`));
  await bus.close(soon());
  expect(bus.state.acknowledged).toBe(count);
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A sink that a test scripts. */
class ScriptedSink implements Sink {
  readonly name: string;
  readonly seen: string[] = [];
  readonly #onTake: (events: readonly EventRecord[]) => readonly Rejection[];

  constructor(name: string, onTake: (events: readonly EventRecord[]) => readonly Rejection[] = () => []) {
    this.name = name;
    this.#onTake = onTake;
  }

  take(events: readonly EventRecord[]): Promise<readonly Rejection[]> {
    try {
      const rejected = this.#onTake(events);
      this.seen.push(...events.map(({ id }) => id));
      return Promise.resolve(rejected);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new TypeError("not an error"));
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `e${index}`);
const missing = (count: number, seen: readonly string[]): string[] => {
  const known = new Set(seen);
  return ids(count).filter((id) => !known.has(id));
};

it("logs its backlog again and again, for a metric and an alarm to be made of it", async () => {
  const lines: string[] = [];
  await publish(3);
  await dispatch(new ScriptedSink("s"), { log: pino({}, { write: (line) => void lines.push(line) }) });
  const backlogs = (): number[] => lines.flatMap((line) => /"stream_backlog":(\d+)/.exec(line)?.[1] ?? []).map(Number);
  await until(() => backlogs().includes(0));
  expect(backlogs().filter((backlog) => backlog > 3)).toEqual([]);
});

it("gives every event to every group, in order, also what was published before it came, and trims the stream", async () => {
  await publish(250);
  const [first, second] = [new ScriptedSink("first"), new ScriptedSink("second")];
  const [dispatcher] = await Promise.all([dispatch(first), dispatch(second)]);
  await until(() => first.seen.length === 250 && second.seen.length === 250);
  expect([first.seen, second.seen]).toEqual([ids(250), ids(250)]);
  await until(() => dispatcher.state.pending === 0 && dispatcher.state.delivered === 250);
  const redis = await server.open("bulk");
  await until(async () => (await redis.xlen(EVENT_STREAM)) < 150);
});

it("acknowledges nothing before the sink took it, and offers it again", async () => {
  let failures = 3;
  const sink = new ScriptedSink("sink", () => {
    failures -= 1;
    if (failures >= 0) throw new SinkUnavailable("busy");
    return [];
  });
  await publish(20);
  const dispatcher = await dispatch(sink);
  await until(() => dispatcher.state.delivered === 20);
  expect(missing(20, sink.seen)).toEqual([]);
  expect(dispatcher.state).toMatchObject({ deadLetters: 0, sinkError: null });
});

it("puts aside at once what the sink refuses, with the reason", async () => {
  const sink = new ScriptedSink("sink", (events) =>
    events.filter(({ id }) => id === "e3").map(({ id }) => ({ id, reason: "malformed" })),
  );
  await publish(10);
  const dispatcher = await dispatch(sink);
  await until(() => dispatcher.state.delivered === 9);
  const redis = await server.open("bulk");
  await until(async () => (await redis.xlen(`${EVENT_STREAM}:dead:sink`)) === 1);
  const [letter] = await redis.xrange(`${EVENT_STREAM}:dead:sink`, "-", "+");
  expect(letter?.[1]).toEqual(expect.arrayContaining(["id", "e3", "reason", "malformed"]));
});

it("finds the one event that always fails, puts it aside after its deliveries, and lets the others through", async () => {
  const sink = new ScriptedSink("sink", (events) => {
    if (events.some(({ id }) => id === "e7")) throw new TypeError("poison");
    return [];
  });
  await publish(20);
  const dispatcher = await dispatch(sink, { settings: { ...SETTINGS, maxDeliveries: 2 } });
  await until(() => dispatcher.state.delivered === 19);
  // Alone it proves nothing against itself; the next events do.
  for (let from = 20; dispatcher.state.deadLetters === 0; from += 1) await publish(1, from);
  expect(sink.seen).not.toContain("e7");
  expect(missing(20, sink.seen)).toEqual(["e7"]);
});

it("puts nothing aside while its sink is away, however long that takes", async () => {
  let isAway = true;
  const sink = new ScriptedSink("sink", () => {
    if (isAway) throw new SinkUnavailable("away");
    return [];
  });
  await publish(30);
  const dispatcher = await dispatch(sink, { settings: { ...SETTINGS, maxDeliveries: 2, maxRetryMs: 10 } });
  await until(() => dispatcher.state.sinkError === "away");
  await new Promise((resolve) => setTimeout(resolve, 400));
  isAway = false;
  await until(() => dispatcher.state.delivered === 30);
  expect(dispatcher.state.deadLetters).toBe(0);
});

it("leaves its events to the others at once when it is stopped", async () => {
  await publish(10);
  const stuck = await dispatch(
    new ScriptedSink("sink", () => {
      throw new SinkUnavailable("away");
    }),
    { settings: { ...SETTINGS, minIdleMs: 600_000 } },
  );
  await until(() => stuck.state.sinkError !== null);
  await stuck.close(soon());
  const other = new ScriptedSink("sink");
  await dispatch(other, { consumer: "c2", settings: { ...SETTINGS, minIdleMs: 600_000 } });
  await until(() => other.seen.length === 10);
  expect(missing(10, other.seen)).toEqual([]);
});

it("tells its lag on its health port, and lives whatever is away", async () => {
  const sink = new ScriptedSink("sink", () => {
    throw new SinkUnavailable("away");
  });
  await publish(120);
  const dispatcher = await dispatch(sink);
  const health = await listenOnLoopback(createHealthServer(() => dispatcher.state));
  await until(() => dispatcher.state.pending === 50);
  const answer = await fetch(`${health.origin}/health`);
  expect([answer.status, await answer.json()]).toEqual([
    503,
    expect.objectContaining({ status: "degraded", lag: 70, pending: 50, dead_letters: 0 }),
  ]);
  await server.stop();
  expect((await fetch(`${health.origin}/live`)).status).toBe(200);
  expect((await fetch(`${health.origin}/other`)).status).toBe(404);
  await health.close();
});

it("goes on by itself when Redis comes back without its data", async () => {
  const sink = new ScriptedSink("sink");
  await dispatch(sink);
  await publish(5);
  await until(() => sink.seen.length === 5);
  await (await server.open("bulk")).flushall();
  await publish(5, 5);
  await until(() => sink.seen.length === 10);
  expect(missing(10, sink.seen)).toEqual([]);
});

it("loses nothing that was acknowledged when it is killed in the middle of batches, again and again", async () => {
  const path = join(folder, "events.ndjson");
  const module = new URL("../testing/dispatcher-process.ts", import.meta.url);
  const bus = await newBus();
  let published = 0;
  const load = setInterval(() => {
    for (let index = 0; index < 20; index += 1, published += 1) bus.publish(callEvent(`e${published}`));
  }, 10);
  for (const consumer of ["c1", "c2", "c3"]) {
    const child = await forkTypescript(module, [server.url, path, consumer]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  clearInterval(load);
  await bus.close(soon());
  expect(bus.state).toMatchObject({ published, acknowledged: published, dropped: 0 });
  const last = await forkTypescript(module, [server.url, path, "c4"]);
  await until(async () => missing(published, await idsIn(path)).length === 0);
  last.kill("SIGKILL");
  await once(last, "exit");
  expect(missing(published, await idsIn(path))).toEqual([]);
});

it("loses nothing that was acknowledged when Redis is killed under load", async () => {
  const sink = new ScriptedSink("sink");
  const dispatcher = await dispatch(sink);
  const bus = await newBus();
  let published = 0;
  const load = setInterval(() => {
    for (let index = 0; index < 20; index += 1, published += 1) bus.publish(callEvent(`e${published}`));
  }, 10);
  for (let kill = 0; kill < 3; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.kill();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.start();
  }
  clearInterval(load);
  await until(() => bus.state.spooled === 0);
  await bus.close(soon());
  expect(bus.state).toMatchObject({ published, acknowledged: published, dropped: 0 });
  await until(() => missing(published, sink.seen).length === 0);
  expect(dispatcher.state.deadLetters).toBe(0);
});

async function idsIn(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8");
  return text.split("\n").flatMap((line) => /^\{"id":"([^"]+)".*\}$/u.exec(line)?.[1] ?? []);
}

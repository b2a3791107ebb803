import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { untilReady } from "../redis/connect-redis.js";
import { callEvent } from "../testing/call-event.js";
import { startTestRedis, type TestRedis } from "../testing/redis.js";
import { soon } from "../testing/soon.js";
import { EVENT_STREAM } from "./event-record.js";
import { FileSpool } from "./file-spool.js";
import { RedisEventBus, type RedisEventBusPorts } from "./redis-event-bus.js";
import { trimStream } from "./stream-trim.js";

let server: TestRedis;
let redis: Redis;

beforeEach(async () => {
  server = await startTestRedis();
  redis = await server.open("bulk");
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

const newBus = (part: Partial<RedisEventBusPorts> = {}): RedisEventBus =>
  new RedisEventBus({ redis, spool: null, ...part });

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function streamedIds(): Promise<readonly (string | undefined)[]> {
  const entries = await redis.xrange(EVENT_STREAM, "-", "+");
  return entries.map(([, fields]) => fields[1]);
}

const ids = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => `e${from + index}`);

it("sends events in order and counts them once Redis has them", async () => {
  const bus = newBus();
  for (const id of ids(1_000)) bus.publish(callEvent(id));
  expect(bus.state).toMatchObject({ published: 1_000, spooled: 1_000 });
  await bus.close(soon());
  expect(bus.state).toMatchObject({ acknowledged: 1_000, dropped: 0, spooled: 0 });
  expect(await streamedIds()).toEqual(ids(1_000));
});

it("keeps events while Redis is away and sends them in order when it is back", async () => {
  const bus = newBus();
  await server.stop();
  for (const id of ids(500)) bus.publish(callEvent(id));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(bus.state).toMatchObject({ acknowledged: 0, dropped: 0, spooled: 500 });
  await server.start();
  await until(() => bus.state.acknowledged === 500);
  for (const id of ids(10, 500)) bus.publish(callEvent(id));
  await bus.close(soon());
  expect(await streamedIds()).toEqual(ids(510));
});

it("drops the newest and counts them when its memory is used up", async () => {
  const bus = newBus({ settings: { maxSpooledEvents: 100 } });
  await server.stop();
  for (const id of ids(150)) bus.publish(callEvent(id));
  expect(bus.state).toMatchObject({ published: 150, dropped: 50, spooled: 100 });
  await server.start();
  await until(() => bus.state.acknowledged === 100);
  await bus.close(soon());
  expect(await streamedIds()).toEqual(ids(100));
});

it("ends in time though Redis is away, and counts what is lost by it", async () => {
  const bus = newBus();
  await server.stop();
  for (const id of ids(30)) bus.publish(callEvent(id));
  await bus.close(AbortSignal.timeout(300));
  expect(bus.state).toMatchObject({ published: 30, acknowledged: 0, dropped: 30, spooled: 0 });
});

it("ends in time though Redis hangs", async () => {
  const bus = newBus();
  server.freeze();
  for (const id of ids(30)) bus.publish(callEvent(id));
  await bus.close(AbortSignal.timeout(300));
  expect(bus.state).toMatchObject({ acknowledged: 0, dropped: 30, spooled: 0 });
});

describe("with a file spool", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "llm-proxy-spool-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("an outage may outgrow the memory, and all arrives in order", async () => {
    const spool = await FileSpool.open(folder, 10 * 1024 * 1024);
    const bus = newBus({ spool, settings: { maxSpooledEvents: 500, batchSize: 100 } });
    await server.stop();
    for (let part = 0; part < 6; part += 1) {
      for (const id of ids(400, part * 400)) bus.publish(callEvent(id));
      await until(() => spool.count >= (part + 1) * 400 - 99);
    }
    await server.start();
    await until(() => bus.state.acknowledged === 2_400);
    await bus.close(soon());
    expect(bus.state).toMatchObject({ published: 2_400, dropped: 0, spooled: 0 });
    expect(await streamedIds()).toEqual(ids(2_400));
    expect(await readdir(folder)).toEqual([]);
  });

  it("a process leaves what it could not send to the next one", async () => {
    await server.stop();
    const first = newBus({ spool: await FileSpool.open(folder, 1024 * 1024) });
    for (const id of ids(30)) first.publish(callEvent(id));
    await first.close(AbortSignal.timeout(200));
    expect(first.state).toMatchObject({ dropped: 0, spooled: 30 });
    await server.start();
    await untilReady(redis, soon());
    const second = newBus({ spool: await FileSpool.open(folder, 1024 * 1024) });
    expect(second.state).toMatchObject({ published: 0, recovered: 30, spooled: 30 });
    await until(() => second.state.acknowledged === 30);
    await second.close(soon());
    expect(await streamedIds()).toEqual(ids(30));
  });

  it("a full disk share drops and counts", async () => {
    await server.stop();
    const bus = newBus({ spool: await FileSpool.open(folder, 5_000) });
    for (const id of ids(30)) bus.publish(callEvent(id));
    await bus.close(AbortSignal.timeout(200));
    const { published, dropped, spooled } = bus.state;
    expect(dropped).toBeGreaterThan(0);
    expect(spooled).toBeGreaterThan(0);
    expect(dropped + spooled).toBe(published);
  });
});

describe("trimming", () => {
  beforeEach(async () => {
    const bus = newBus();
    for (const id of ids(1_000)) bus.publish(callEvent(id));
    await bus.close(soon());
  });

  const read = async (group: string, count: number): Promise<void> => {
    await redis.xgroup("CREATE", EVENT_STREAM, group, "0").catch(() => undefined);
    await redis.xreadgroup("GROUP", group, "c", "COUNT", count, "NOACK", "STREAMS", EVENT_STREAM, ">");
  };

  it("takes away nothing that the slowest group has not read", async () => {
    await read("fast", 1_000);
    await read("slow", 400);
    const { taken, dropped, length } = await trimStream(redis, EVENT_STREAM, 10_000);
    expect([taken + length, dropped]).toEqual([1_000, 0]);
    expect(taken).toBeGreaterThan(200);
    expect(await streamedIds()).toEqual(expect.arrayContaining(ids(601, 399)));
  });

  it("takes away nothing that was read and not acknowledged", async () => {
    await redis.xgroup("CREATE", EVENT_STREAM, "group", "0");
    await redis.xreadgroup("GROUP", "group", "c", "COUNT", 1_000, "STREAMS", EVENT_STREAM, ">");
    expect(await trimStream(redis, EVENT_STREAM, 10_000)).toMatchObject({ taken: 0, dropped: 0 });
  });

  it("takes away nothing when nobody has read yet, until the ceiling, and counts what that drops", async () => {
    expect(await trimStream(redis, EVENT_STREAM, 1_000)).toMatchObject({ taken: 0, dropped: 0, length: 1_000 });
    const { dropped, length } = await trimStream(redis, EVENT_STREAM, 500);
    expect(dropped).toBeGreaterThan(300);
    expect(dropped + length).toBe(1_000);
    expect(await trimStream(redis, EVENT_STREAM, 1_000)).toMatchObject({ dropped: 0, droppedInAll: dropped });
  });
});

import { type LocalRedis, startLocalRedis } from "@fairlead/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openRedisSession, type RedisSession } from "./redis-session.js";
import { streamDepth } from "./stream-depth.js";

const JOBS = { stream: "jobs", group: "workers" };

let server: LocalRedis;
let session: RedisSession;
beforeAll(async () => {
  server = await startLocalRedis();
  const { host, port, password } = server;
  const address = { transport: "plain", host, port, user: null, password, database: 0 } as const;
  session = await openRedisSession(address, { timeoutMs: 5000 });
});
beforeEach(async () => {
  await session.ask("FLUSHALL");
});
afterAll(async () => {
  session[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const makeGroup = (from: string) => session.ask("XGROUP", "CREATE", "jobs", "workers", from, "MKSTREAM");
const read = (count: number) =>
  session.ask("XREADGROUP", "GROUP", "workers", "one", "COUNT", String(count), "STREAMS", "jobs", ">");

async function add(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const id = await session.ask("XADD", "jobs", "*", "prompt", `é\r\n${at}`);
    if (typeof id === "string") ids.push(id);
  }
  return ids;
}

describe("the depth of a stream", () => {
  it("is what waits and what is being worked on, until it is acknowledged", async () => {
    await makeGroup("0");
    const [first = "", second = ""] = await add(5);
    expect(await streamDepth(session, JOBS)).toEqual({ count: 5, note: null });
    await read(2);
    expect(await streamDepth(session, JOBS)).toEqual({ count: 5, note: null });
    await session.ask("XACK", "jobs", "workers", first, second);
    expect(await streamDepth(session, JOBS)).toEqual({ count: 3, note: null });
  });

  it("is the group's own, whatever others have read", async () => {
    await add(3);
    await makeGroup("0");
    await session.ask("XGROUP", "CREATE", "jobs", "others", "$");
    expect((await streamDepth(session, JOBS)).count).toBe(3);
    expect((await streamDepth(session, { stream: "jobs", group: "others" })).count).toBe(0);
  });

  it("is nothing where nothing was ever added, and the log says why", async () => {
    const { count, note } = await streamDepth(session, JOBS);
    expect(count).toBe(0);
    expect(note).toContain('no stream "jobs"');
  });

  it("is every entry while there is no group: the tasks make it, and only work starts them", async () => {
    await add(4);
    const { count, note } = await streamDepth(session, JOBS);
    expect(count).toBe(4);
    expect(note).toContain('no group "workers"');
  });

  it("is the length of the stream at most, where deleted entries leave the cache without a number", async () => {
    await makeGroup("0");
    const ids = await add(6);
    await read(1);
    await session.ask("XDEL", "jobs", ids[3] ?? "");
    const { count, note } = await streamDepth(session, JOBS);
    expect(count).toBe(5);
    expect(note).toContain("stream's length");
  });

  it("is exactly nothing once a group that lost count has read and acknowledged everything", async () => {
    await makeGroup("0");
    const ids = await add(3);
    await read(2);
    // The last entry goes unread: the group stays behind the last one that there ever was.
    await session.ask("XDEL", "jobs", ids[2] ?? "");
    await session.ask("XACK", "jobs", "workers", ids[0] ?? "", ids[1] ?? "");
    expect(await streamDepth(session, JOBS)).toEqual({ count: 0, note: null });
  });

  it("is unknown, and no zero, where the key holds something else", async () => {
    await session.ask("SET", "jobs", "1");
    await expect(streamDepth(session, JOBS)).rejects.toThrow("WRONGTYPE");
  });
});

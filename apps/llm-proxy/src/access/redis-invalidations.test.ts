import { once } from "node:events";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestRedis, type TestRedis } from "../testing/redis.js";
import { silentLog } from "../testing/test-state.js";
import type { Invalidation } from "./invalidations.js";
import { RedisInvalidations } from "./redis-invalidations.js";

describe("invalidations through Redis", () => {
  let redis: TestRedis;
  const connections: Redis[] = [];
  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(async () => {
    for (const connection of connections) connection.disconnect();
    await redis[Symbol.asyncDispose]();
  });

  const connect = () => {
    const options = {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      retryStrategy: () => 20,
      commandTimeout: 200,
    };
    const connection = new Redis(redis.url, options);
    connection.on("error", () => undefined);
    connections.push(connection);
    return connection;
  };
  /** One process: what it hears is in `heard`. */
  const startProcess = async () => {
    const [publisher, subscriber] = [connect(), connect()];
    const heard: Invalidation[] = [];
    const invalidations = new RedisInvalidations(publisher, subscriber, "test:invalidations", silentLog());
    invalidations.subscribe((invalidation) => heard.push(invalidation));
    if (publisher.status !== "ready") await once(publisher, "ready");
    // It listens once it has told itself to ask for everything anew.
    await expect.poll(() => heard).toContainEqual({ kind: "all" });
    return { invalidations, heard };
  };

  it("reach this process at once and the others by a message", async () => {
    const [here, there] = [await startProcess(), await startProcess()];
    const revoked = { kind: "token", tokenId: "t" } as const;
    const told = here.invalidations.publish(revoked);
    expect(here.heard).toContainEqual(revoked);
    await told;
    await expect.poll(() => there.heard).toContainEqual(revoked);
  });

  it("ask for everything anew when something comes that can't be read", async () => {
    const { heard } = await startProcess();
    heard.length = 0;
    const raw = connect();
    await once(raw, "ready");
    await raw.publish("test:invalidations", '{"kind":"of tomorrow"}');
    await expect.poll(() => heard).toEqual([{ kind: "all" }]);
  });

  it("ask for everything anew after Redis was away, and reject nothing meanwhile", async () => {
    const [here, there] = [await startProcess(), await startProcess()];
    await redis.stop();
    there.heard.length = 0;
    await expect(here.invalidations.publish({ kind: "project", projectId: "p" })).resolves.toBeUndefined();
    expect(there.heard).toEqual([]);
    await redis.start();
    await expect.poll(() => there.heard, { timeout: 10_000 }).toContainEqual({ kind: "all" });
  });
});

import { expect, it } from "vitest";
import { startTestRedis } from "../testing/redis.js";
import { soon } from "../testing/soon.js";
import { connectRedis, parseRedisUrl, type RedisChange, untilReady } from "./connect-redis.js";

it("speaks to a server with TLS and a password, given its authority", async () => {
  await using server = await startTestRedis({ tls: true, password: "pass:word/1" });
  const redis = connectRedis(server, "request");
  await untilReady(redis, soon());
  expect(await redis.ping()).toBe("PONG");
  redis.disconnect();
});

it("doesn't trust a server whose authority it doesn't know", async () => {
  await using server = await startTestRedis({ tls: true });
  const change = await firstChange({ url: server.url, certificateAuthority: null });
  expect(change).toMatchObject({ state: "lost", code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
});

it("tells of a wrong password without showing it", async () => {
  await using server = await startTestRedis({ password: "right" });
  const change = await firstChange({
    url: `redis://:planted-secret@127.0.0.1:${server.port}`,
    certificateAuthority: null,
  });
  expect(change).toEqual({ purpose: "request", state: "lost", code: "WRONGPASS" });
});

it("refuses a URL of something else without repeating it", () => {
  expect(() => parseRedisUrl({ url: "http://planted-secret@host", certificateAuthority: null })).toThrow(
    /^(?!.*planted).*REDIS_URL/su,
  );
});

it.each([
  ["redis://host", { host: "host", port: 6379, db: 0 }],
  ["redis://[::1]:6380/3", { host: "::1", port: 6380, db: 3 }],
  ["rediss://user:p%40ss@host:6379", { host: "host", port: 6379, db: 0, username: "user", password: "p@ss", tls: {} }],
])("reads %s", (url, options) => {
  expect(parseRedisUrl({ url, certificateAuthority: null })).toEqual(options);
});

it("fails at once while the server is away, fails in bounded time while it hangs, and comes back by itself", async () => {
  await using server = await startTestRedis();
  const redis = connectRedis(server, "request");
  await untilReady(redis, soon());
  server.freeze();
  await expect(redis.ping()).rejects.toThrow("timed out");
  server.thaw();
  await server.stop();
  await expect(redis.ping()).rejects.toThrow();
  await server.start();
  await untilReady(redis, soon());
  expect(await redis.ping()).toBe("PONG");
  redis.disconnect();
});

function firstChange(settings: { url: string; certificateAuthority: string | null }): Promise<RedisChange> {
  return new Promise((resolve) => {
    const redis = connectRedis(settings, "request", (change) => {
      redis.disconnect();
      resolve(change);
    });
  });
}

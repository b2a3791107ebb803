import { type LocalRedis, startLocalRedis } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureStreams, secretText } from "./measure-streams.js";
import { parseRedisUrl } from "./redis-address.js";
import { openRedisSession } from "./redis-session.js";
import { reportDepths, scheduledTimeMs } from "./report-depths.js";
import type { StreamSeries } from "./series.js";

const TIME = "2026-11-21T08:00:00Z";

let server: LocalRedis;
beforeAll(async () => {
  server = await startLocalRedis();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const series = (stream: string): StreamSeries => ({
  stream,
  group: "workers",
  dimensions: { Cache: "cache", Stream: stream, Group: "workers" },
});

async function report(streams: readonly StreamSeries[], url: string) {
  const lines: unknown[] = [];
  const done = reportDepths(
    { namespace: "shop/prod/work", measuredAtMs: scheduledTimeMs({ time: TIME }) },
    {
      measure: () => measureStreams(streams, { timeoutMs: 5000, readUrl: () => Promise.resolve(url) }),
      write: (line) => lines.push(JSON.parse(line)),
    },
  );
  const failure = await done.then(
    () => null,
    (error: unknown) => String(error),
  );
  return { lines, failure };
}

describe("a report", () => {
  it("is one line for each stream, from which CloudWatch makes a metric of the minute that it is for", async () => {
    const url = `redis://:${server.password}@127.0.0.1:${server.port}`;
    using session = await openRedisSession(parseRedisUrl(url), { timeoutMs: 5000 });
    await session.ask("XGROUP", "CREATE", "jobs", "workers", "0", "MKSTREAM");
    await session.ask("XADD", "jobs", "*", "prompt", "hello");
    await session.ask("SET", "broken", "1");
    const { lines, failure } = await report([series("jobs"), series("broken")], url);
    expect(lines[0]).toEqual({
      _aws: {
        Timestamp: Date.parse(TIME),
        CloudWatchMetrics: [
          {
            Namespace: "shop/prod/work",
            Dimensions: [["Cache", "Stream", "Group"]],
            Metrics: [{ Name: "Depth", Unit: "Count" }],
          },
        ],
      },
      Cache: "cache",
      Stream: "jobs",
      Group: "workers",
      Depth: 1,
    });
    // What can't be measured is said, and published as nothing.
    expect(lines[1]).toMatchObject({ level: "ERROR", Stream: "broken" });
    expect(JSON.stringify(lines[1])).toContain("WRONGTYPE");
    expect(lines[1]).not.toHaveProperty("_aws");
    expect(failure).toContain("Not measured: cache broken workers");
  });

  it("publishes nothing at all where the cache can't be reached", async () => {
    const { lines, failure } = await report([series("jobs")], "redis://127.0.0.1:1");
    expect(lines).toEqual([]);
    expect(failure).toContain("ECONNREFUSED");
  });

  it("is for a time that the event says", () => {
    expect(() => scheduledTimeMs({})).toThrow("which time");
  });
});

describe("the secret of a cache", () => {
  it("is its URL, or holds it in one field", () => {
    expect(secretText("redis://cache", null)).toBe("redis://cache");
    expect(secretText('{"url":"redis://cache"}', "url")).toBe("redis://cache");
    expect(() => secretText('{"url":"redis://cache"}', "uri")).toThrow('no field "uri"');
  });
});

import { pino } from "pino";
import { createDispatcher } from "../dispatcher/dispatcher.js";
import { FileSink } from "../dispatcher/file-sink.js";
import { connectRedis, untilReady } from "../redis/connect-redis.js";

/** A dispatcher as a process of its own, to be killed: URL of Redis, path of its file, name of its consumer. */
const [url = "", path = "", consumer = ""] = process.argv.slice(2);
const settings = { url, certificateAuthority: null };
const redis = connectRedis(settings, "bulk");
const blocking = connectRedis(settings, "blocking");
await Promise.all([redis, blocking].map((connection) => untilReady(connection, AbortSignal.timeout(5_000))));
const file = new FileSink(path);
createDispatcher({
  redis,
  blocking,
  sink: {
    name: "file",
    // Leaves time to be killed between taking and acknowledging.
    take: async (events) => {
      const rejected = await file.take(events);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return rejected;
    },
    close: () => file.close(),
  },
  group: "file",
  consumer,
  log: pino({ enabled: false }),
  settings: { batchSize: 50, blockMs: 100, minIdleMs: 300, turnMs: 200 },
});
process.send?.("ready");

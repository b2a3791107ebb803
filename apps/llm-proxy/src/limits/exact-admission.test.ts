import { once } from "node:events";
import { expect, it } from "vitest";
import { z } from "zod";
import { forkTypescript } from "../testing/fork-typescript.js";
import { startTestRedis } from "../testing/redis.js";

const outcomeSchema = z.object({ admitted: z.number(), denied: z.number(), unavailable: z.number() });

it.each(["requestsPerMinute", "tokensPerMinute", "maxRequests", "maxTokens"])(
  "admits exactly 1,000 of 2,560 requests from 2 processes with 64 clients each, with a limit of 1,000 (%s)",
  async (limitKind) => {
    await using redis = await startTestRedis();
    const module = new URL("../testing/limit-client.ts", import.meta.url);
    const clients = await Promise.all(["a", "b"].map(() => forkTypescript(module, [redis.url, "64", "20", limitKind])));
    const outcomes = clients.map(async (client) => {
      const told = once(client, "message");
      client.send("go");
      return outcomeSchema.parse((await told)[0]);
    });
    const told = await Promise.all(outcomes);
    const sum = (kind: "admitted" | "denied" | "unavailable"): number =>
      told.reduce((total, outcome) => total + outcome[kind], 0);
    expect({ admitted: sum("admitted"), denied: sum("denied"), unavailable: sum("unavailable") }).toEqual({
      admitted: 1_000,
      denied: 1_560,
      unavailable: 0,
    });
  },
);

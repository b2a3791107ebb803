import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "./clock.js";

/** The machine's clock. */
export const processClock: Clock = {
  nowMs: () => new Date().getTime(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch((reason: unknown) => {
      if (signal?.aborted !== true) throw reason;
    });
  },
};

import type { Probe } from "./probe.js";

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
};

/** Over HTTP, by this machine's network. */
export const httpProbe: Probe = {
  get: async (url, timeoutMs, signal) => {
    try {
      const response = await fetch(url, {
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      // Only its status is looked at; what isn't read keeps the connection open.
      await response.body?.cancel();
      return { kind: "answered", status: response.status };
    } catch (error) {
      return { kind: "silent", says: causeOf(error) };
    }
  },
};

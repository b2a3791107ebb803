import type { Probe } from "../probe/probe.js";

/** Everything answers, and well. */
export const fakeProbe: Probe = { get: () => Promise.resolve({ kind: "answered", status: 200 }) };

import type { RolloutFault } from "./fault.js";

/** Sooner than any app answers its first health check. */
const CRASH_SECONDS = 3;

export const crashAtStart: RolloutFault = {
  name: "crash-at-start",
  says: "The new version's container exits with code 1 three seconds after it runs.",
  impossible: () => null,
  effects: () => [{ kind: "new-tasks", which: "all", fate: { kind: "crash", afterSeconds: CRASH_SECONDS } }],
  should: { serves: "old", keepsMinimum: true, keepsUsers: true },
};

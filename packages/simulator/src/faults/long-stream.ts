import type { RolloutFault } from "./fault.js";

export const longStream: RolloutFault = {
  name: "long-stream",
  says: "Streams take up to twice as long as a task is given to drain and to stop.",
  impossible: ({ targetGroup }) => (targetGroup === null ? "No route leads to it." : null),
  effects: ({ targetGroup, stopTimeoutSeconds }) => [
    {
      kind: "long-streams",
      longestSeconds: 2 * ((targetGroup?.deregistrationDelaySeconds ?? 0) + stopTimeoutSeconds),
    },
  ],
  should: { serves: "new", keepsMinimum: true, keepsUsers: true },
};

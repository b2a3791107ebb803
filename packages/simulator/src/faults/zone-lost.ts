import type { RolloutFault } from "./fault.js";

const SECONDS_AFTER_NEW_RUNS = 20;

/** The tasks lost at once may be as many as the circuit breaker takes for a bad version. */
export const zoneLost: RolloutFault = {
  name: "zone-lost",
  says: "While the new version comes up, one availability zone is lost with all that runs in it.",
  impossible: ({ zones }) => (zones.length < 2 ? "It runs in one zone: nothing would be left." : null),
  effects: () => [{ kind: "zone-lost", at: { after: "new-runs", seconds: SECONDS_AFTER_NEW_RUNS } }],
  should: { serves: "either", keepsMinimum: false, keepsUsers: false },
};

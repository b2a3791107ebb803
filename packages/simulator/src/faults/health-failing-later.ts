import type { RolloutFault } from "./fault.js";
import { healthUnchecked } from "./health-unchecked.js";

const WELL_SECONDS = 600;

/** A deployment that is over by then can't take it back: either end is as it should be, as long as its status says so. */
export const healthFailingLater: RolloutFault = {
  name: "health-failing-later",
  says: "Each task of the new version is well for ten minutes, then fails its health check and its requests.",
  impossible: healthUnchecked,
  effects: () => [{ kind: "new-tasks", which: "all", fate: { kind: "sick", afterSeconds: WELL_SECONDS } }],
  should: { serves: "either", keepsMinimum: false, keepsUsers: false },
};

import type { RolloutFault } from "./fault.js";
import { healthUnchecked } from "./health-unchecked.js";

export const healthFailing: RolloutFault = {
  name: "health-failing",
  says: "The new version runs, and never passes its health check.",
  impossible: healthUnchecked,
  effects: () => [{ kind: "new-tasks", which: "all", fate: { kind: "sick", afterSeconds: 0 } }],
  should: { serves: "old", keepsMinimum: true, keepsUsers: true },
};

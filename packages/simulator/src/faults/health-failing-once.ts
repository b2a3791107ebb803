import type { RolloutFault } from "./fault.js";
import { healthUnchecked } from "./health-unchecked.js";

export const healthFailingOnce: RolloutFault = {
  name: "health-failing-once",
  says: "The first task of the new version never passes its health check; the one that replaces it does.",
  impossible: healthUnchecked,
  effects: () => [{ kind: "new-tasks", which: "first", fate: { kind: "sick", afterSeconds: 0 } }],
  should: { serves: "new", keepsMinimum: true, keepsUsers: true },
};

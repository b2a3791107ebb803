import { alarmDuringBake } from "./alarm-during-bake.js";
import type { RolloutFault } from "./fault.js";

/** Whether the old version comes back depends on whether its tasks still run: with a rolling deployment they don't. */
export const oldImageMissing: RolloutFault = {
  name: "old-image-missing",
  says: "The new version goes bad in its bake time, and the old version's image is no longer in the registry.",
  impossible: alarmDuringBake.impossible,
  effects: (rollout) => [...alarmDuringBake.effects(rollout), { kind: "old-tasks", fate: { kind: "no-image" } }],
  should: { serves: "either", keepsMinimum: false, keepsUsers: false },
};

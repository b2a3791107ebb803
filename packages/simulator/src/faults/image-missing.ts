import type { RolloutFault } from "./fault.js";

export const imageMissing: RolloutFault = {
  name: "image-missing",
  says: "The new version's image isn't in the registry, so no task of it ever runs.",
  impossible: () => null,
  effects: () => [{ kind: "new-tasks", which: "all", fate: { kind: "no-image" } }],
  should: { serves: "old", keepsMinimum: true, keepsUsers: true },
};

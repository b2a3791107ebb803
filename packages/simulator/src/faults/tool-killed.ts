import type { RolloutFault } from "./fault.js";

const SECONDS_AFTER_NEW_RUNS = 10;

export const toolKilled: RolloutFault = {
  name: "tool-killed",
  says: "The tool that deploys is killed while the new version comes up.",
  impossible: () => null,
  effects: () => [{ kind: "tool-killed", at: { after: "new-runs", seconds: SECONDS_AFTER_NEW_RUNS } }],
  should: { serves: "new", keepsMinimum: true, keepsUsers: true },
};

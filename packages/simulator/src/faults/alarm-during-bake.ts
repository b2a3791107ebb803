import { alarmsUnwatched } from "./alarms-unwatched.js";
import type { RolloutFault } from "./fault.js";

const BAD_SHARE = 0.5;
const SECONDS_INTO_BAKE = 30;

export const alarmDuringBake: RolloutFault = {
  name: "alarm-during-bake",
  says: "Half a minute into the bake time the new version begins to answer every second request with an error.",
  impossible: alarmsUnwatched,
  effects: () => [{ kind: "bad-answers", at: { after: "bake", seconds: SECONDS_INTO_BAKE }, share: BAD_SHARE }],
  should: { serves: "old", keepsMinimum: true, keepsUsers: false },
};

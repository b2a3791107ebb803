import { alarmsUnwatched } from "./alarms-unwatched.js";
import type { RolloutFault } from "./fault.js";

/** Where ECS ignores such an alarm, the new version serves: either end is right, and which one is an assumption. */
export const alarmRinging: RolloutFault = {
  name: "alarm-ringing",
  says: "An alarm that rolls deployments back rings before this one begins.",
  impossible: alarmsUnwatched,
  effects: () => [{ kind: "alarm-rings-already" }],
  should: { serves: "either", keepsMinimum: true, keepsUsers: true },
};

import type { RolloutFault } from "./fault.js";

const THROTTLED_SECONDS = 300;
const SECONDS_AFTER_BEGIN = 30;

export const apiThrottled: RolloutFault = {
  name: "api-throttled",
  says: "For five minutes AWS throttles what ECS asks of it on the service's behalf.",
  impossible: () => null,
  effects: () => [
    {
      kind: "throttled",
      at: { after: "begun", seconds: SECONDS_AFTER_BEGIN },
      forSeconds: THROTTLED_SECONDS,
    },
  ],
  should: { serves: "new", keepsMinimum: true, keepsUsers: true },
};

import type { Rollout } from "../rollout/rollout.js";
import type { RolloutFault } from "./fault.js";

const BACK_AFTER_SECONDS = 180;
const SECONDS_AFTER_NEW_RUNS = 20;

function isOnSpot({ capacity }: Rollout): boolean {
  switch (capacity.kind) {
    case "fargate":
      return false;
    case "fargate-spot":
      return capacity.spotWeight > 0;
    case "ec2":
      return capacity.spot;
  }
}

export const spotReclaimed: RolloutFault = {
  name: "spot-reclaimed",
  says: "While the new version comes up, all Spot capacity is taken back; there is some again after three minutes.",
  impossible: (rollout) => (isOnSpot(rollout) ? null : "It doesn't run on Spot."),
  effects: () => [
    {
      kind: "spot-reclaimed",
      at: { after: "new-runs", seconds: SECONDS_AFTER_NEW_RUNS },
      backAfterSeconds: BACK_AFTER_SECONDS,
    },
  ],
  should: { serves: "new", keepsMinimum: false, keepsUsers: false },
};

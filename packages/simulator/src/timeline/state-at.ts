import { expectPresent } from "@fairlead/errors";
import type { RolloutState, SimulatedRollout } from "./simulated-rollout.js";

/** How everything stands at a second, after all that happens in it. Before the first event it is as after it. */
export function stateAt({ events }: SimulatedRollout, second: number): RolloutState {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (expectPresent(events[middle], "An event").second <= second) low = middle + 1;
    else high = middle;
  }
  return expectPresent(events[Math.max(0, low - 1)], "The first event").state;
}

import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { faultNamed } from "../faults/faults.js";
import { rolloutOf } from "../rollout/rollout-of.js";
import { simulateRollout } from "../simulation/simulate-rollout.js";
import { stateAt } from "./state-at.js";
import { timelineText } from "./timeline-text.js";

const worker = rolloutOf(aResolvedApp(), "dispatcher");
const simulated = simulateRollout(worker, { seed: 1, faults: [faultNamed("crash-at-start")] });

describe("timelineText", () => {
  it("says in its first line how it ends, and in its last what it cost", () => {
    const lines = timelineText(simulated).split("\n");
    expect(lines[0]).toBe("dispatcher, rolling, crash-at-start: the old version serves after 4 minutes");
    expect(lines.at(-1)).toBe("Lowest capacity 100 %, 0 failed requests, 0 cut streams.");
  });

  it("shows healthy and running tasks of both revisions at each moment", () => {
    expect(timelineText(simulated)).toMatch(
      /^ {3}1:31 {2}old 1\/1 new 0\/0 {9}0 % {2}The deployment is in progress\.$/mu,
    );
  });
});

describe("stateAt", () => {
  it("is the state after all that happened until that second", () => {
    expect(stateAt(simulated, 0)).toMatchObject({ status: null, old: { healthy: 1 } });
    expect(stateAt(simulated, 90).status).toBe("PENDING");
    expect(stateAt(simulated, 91)).toMatchObject({ status: "IN_PROGRESS", new: { pending: 1 } });
    expect(stateAt(simulated, 1e9).status).toBe("ROLLBACK_SUCCESSFUL");
  });

  it("agrees with every last event of its second", () => {
    for (const [index, event] of simulated.events.entries())
      if (simulated.events[index + 1]?.second !== event.second)
        expect(stateAt(simulated, event.second)).toBe(event.state);
  });
});

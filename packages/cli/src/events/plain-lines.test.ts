import { describe, expect, it } from "vitest";
import { A_CANARY, A_FAILURE, A_VOYAGE, aSnapshot, type TimedEvent } from "../testing/a-voyage.js";
import { timeOfDay } from "./elapsed.js";
import { heartbeatLine, plainLines } from "./plain-lines.js";
import { advanceView, beginView } from "./progress-view.js";

const told = (events: readonly TimedEvent[], isVerbose = false): string => {
  let view = beginView(0);
  const lines: string[] = [];
  for (const { atSeconds, event } of events) {
    const nowMs = atSeconds * 1000;
    lines.push(...plainLines(view, event, isVerbose).map((line) => `${timeOfDay(nowMs)}  ${line}\n`));
    view = advanceView(view, event, nowMs);
  }
  return lines.join("");
};

describe("a deployment as plain lines", () => {
  it("tells each change in one line", async () => {
    await expect(told([...A_VOYAGE, ...A_CANARY])).toMatchFileSnapshot("golden/lines-canary.golden.txt");
  });

  it("tells what failed, why, and what the task wrote last", async () => {
    await expect(told([...A_VOYAGE, ...A_FAILURE])).toMatchFileSnapshot("golden/lines-failure.golden.txt");
  });

  it("says nothing when only the bake's seconds pass, or a warning comes again", () => {
    const bake = (bakeSecondsLeft: number): TimedEvent => ({
      atSeconds: 0,
      event: { type: "rollout", snapshot: aSnapshot({ stage: "BAKE_TIME", bakeSecondsLeft }) },
    });
    const warning: TimedEvent = { atSeconds: 0, event: { type: "warning", says: "Mind the gap." } };

    expect(told([bake(300), bake(295), bake(290)]).split("\n")).toHaveLength(2);
    expect(told([warning, warning]).split("\n")).toHaveLength(2);
  });

  it("tells every resource only when asked for more", () => {
    expect(told(A_VOYAGE)).not.toContain("mainCluster");
    expect(told(A_VOYAGE, true)).toContain("mainCluster (AWS::RDS::DBCluster) UPDATE_IN_PROGRESS");
  });

  it("has a heartbeat that says what is waited for, and for how long", () => {
    const view = A_VOYAGE.reduce(
      (before, { atSeconds, event }) => advanceView(before, event, atSeconds * 1000),
      beginView(0),
    );

    expect(heartbeatLine(view, 152_000)).toBe(
      "waiting  llm-proxy-prod-Data mainCluster (AWS::RDS::DBCluster) for 1:00 min; 2:32 min in all",
    );
  });
});

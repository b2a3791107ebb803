import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { A_CANARY, A_FAILURE, A_VOYAGE, type TimedEvent } from "../testing/a-voyage.js";
import { colourStyle, plainStyle, widthOf } from "../terminal/style.js";
import { advanceView, beginView } from "./progress-view.js";
import { type Frame, treeLines } from "./tree-lines.js";

const frame = (change: Partial<Frame>): Frame => ({
  nowMs: 0,
  width: 96,
  height: null,
  style: plainStyle,
  title: "llm-proxy · prod · us-east-1",
  stackPrefix: "llm-proxy-prod-",
  ...change,
});

const viewAfter = (events: readonly TimedEvent[]) =>
  events.reduce((view, { atSeconds, event }) => advanceView(view, event, atSeconds * 1000), beginView(0));

const drawn = (events: readonly TimedEvent[], change: Partial<Frame>): string =>
  `${treeLines(viewAfter(events), frame(change)).join("\n")}\n`;

describe("the tree of a deployment", () => {
  it("shows steps, stacks with the resource that moves, and how long each takes", async () => {
    await expect(drawn(A_VOYAGE, { nowMs: 125_000 })).toMatchFileSnapshot("golden/tree-stacks.golden.txt");
  });

  it("shows a service's share of the traffic, its healthy targets and what is left of the bake", async () => {
    const text = drawn([...A_VOYAGE, ...A_CANARY], { nowMs: 490_000 });

    expect(text).toContain("bakes for 4:00 min more");
    await expect(text).toMatchFileSnapshot("golden/tree-canary.golden.txt");
  });

  it("shows why a resource failed, and the last lines of the failing task", async () => {
    await expect(drawn([...A_VOYAGE, ...A_FAILURE], { nowMs: 501_000 })).toMatchFileSnapshot(
      "golden/tree-failure.golden.txt",
    );
  });

  it("fits a narrow and low window, and keeps what happens now", async () => {
    await expect(drawn([...A_VOYAGE, ...A_CANARY], { nowMs: 490_000, width: 50, height: 10 })).toMatchFileSnapshot(
      "golden/tree-narrow.golden.txt",
    );
  });

  it("never draws beyond the window, whatever it is told and however it is coloured", () => {
    const all = [...A_VOYAGE, ...A_CANARY, ...A_FAILURE];
    fc.assert(
      fc.property(
        fc.nat(all.length),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 3, max: 60 }),
        fc.constantFrom(plainStyle, colourStyle),
        (count, width, height, style) => {
          const lines = treeLines(viewAfter(all.slice(0, count)), frame({ nowMs: 600_000, width, height, style }));

          expect(lines.length).toBeLessThanOrEqual(height);
          expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it("keeps the cursor where it is, whatever a log holds", () => {
    const view = advanceView(
      beginView(0),
      { type: "log", from: "proxy", task: "0af3", line: "\u001b[2Jgone\rover\u0007" },
      0,
    );

    expect(treeLines(view, frame({})).join("\n")).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

import type { RolloutEvent, SimulatedRollout } from "../timeline/simulated-rollout.js";
import { stepArea, stepLine, stepsOf } from "./step-path.js";
import { element, label } from "./svg-element.js";
import type { TimeAxis } from "./time-axis.js";

/** The new revision's share of the traffic, and when requests failed. */
export function drawTraffic(
  { events, rollout }: SimulatedRollout,
  axis: TimeAxis,
  { top, height }: { readonly top: number; readonly height: number },
): string {
  const y = (value: number): number => top + height - (value / 100) * height;
  const share = stepsOf(events, ({ state }) => state.traffic.newPercent);
  const failing = failingSpans(events);
  return [
    label(0, top + 10, rollout.targetGroup === null ? "share" : "traffic", { class: "small" }),
    label(axis.left - 6, y(100) + 8, "100 %", { class: "small", "text-anchor": "end" }),
    label(axis.left - 6, y(0), "0", { class: "small", "text-anchor": "end" }),
    element("path", { class: "new weak", d: stepArea(share, [{ second: 0, value: 0 }], axis, y) }),
    element("path", { class: "share", d: stepLine(share, axis, y) }),
    ...failing.map(({ from, to }) =>
      element("rect", {
        class: "bad",
        x: axis.x(from),
        y: top,
        width: Math.max(2, axis.x(to) - axis.x(from)),
        height,
      }),
    ),
    element("line", { class: "axis", x1: axis.left, x2: axis.right, y1: y(0), y2: y(0) }),
  ].join("");
}

/** Fewer are nothing to draw. */
const LEAST_ERRORS = 1e-6;

/** When the sum of errors grew, neighbours put together. */
function failingSpans(events: readonly RolloutEvent[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let before: RolloutEvent | undefined;
  for (const event of events) {
    if (before !== undefined && event.state.errors - before.state.errors > LEAST_ERRORS) {
      const last = spans.at(-1);
      if (last?.to === before.second) last.to = event.second;
      else spans.push({ from: before.second, to: event.second });
    }
    before = event;
  }
  return spans;
}

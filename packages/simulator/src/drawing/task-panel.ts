import type { RolloutEvent, RolloutState, SimulatedRollout } from "../timeline/simulated-rollout.js";
import { stepArea, stepLine, stepsOf } from "./step-path.js";
import { element, label } from "./svg-element.js";
import type { TimeAxis } from "./time-axis.js";

/** What is stacked, from the bottom; `class` is its fill. */
export const TASK_LAYERS = [
  { class: "old", says: "old, healthy", of: ({ old }: RolloutState) => old.healthy },
  { class: "new", says: "new, healthy", of: (state: RolloutState) => state.new.healthy },
  {
    class: "new weak",
    says: "new, not healthy yet or any more",
    of: (state: RolloutState) => state.new.pending + state.new.running - state.new.healthy,
  },
  {
    class: "old weak",
    says: "old, not healthy",
    of: ({ old }: RolloutState) => old.pending + old.running - old.healthy,
  },
  {
    class: "draining",
    says: "draining or stopping",
    of: (state: RolloutState) => state.old.draining + state.new.draining,
  },
] as const;

/** Tasks of both revisions on top of each other, with the desired count and the minimum. */
export function drawTasks(
  { rollout, events }: SimulatedRollout,
  axis: TimeAxis,
  { top, height }: { readonly top: number; readonly height: number },
): string {
  const sums = TASK_LAYERS.map(
    (_, index) =>
      ({ state }: RolloutEvent): number =>
        TASK_LAYERS.slice(0, index + 1).reduce((sum, layer) => sum + layer.of(state), 0),
  );
  const all = sums.at(-1);
  const most = Math.max(1, rollout.desired, ...events.map((event) => all?.(event) ?? 0));
  const y = (value: number): number => top + height - (value / most) * height;
  const zero = [{ second: 0, value: 0 }];
  const areas = sums.map((sum, index) => {
    const below = sums[index - 1];
    const lower = below === undefined ? zero : stepsOf(events, below);
    const name = TASK_LAYERS[index]?.class ?? "";
    return element("path", { class: name, d: stepArea(stepsOf(events, sum), lower, axis, y) });
  });
  const desired = stepsOf(events, ({ state }) => state.desired);
  const minimum = stepsOf(events, ({ state }) => Math.ceil((rollout.minimumHealthyPercent / 100) * state.desired));
  const differs = rollout.minimumHealthyPercent < 100;
  return [
    label(0, top + 10, "tasks", { class: "small" }),
    ...areas,
    element("path", { class: "limit", d: stepLine(desired, axis, y) }),
    differs ? element("path", { class: "limit minimum", d: stepLine(minimum, axis, y) }) : "",
    ...countTicks(most).map((count) =>
      label(axis.left - 6, y(count) + 4, `${count}`, { class: "small", "text-anchor": "end" }),
    ),
    element("line", { class: "axis", x1: axis.left, x2: axis.right, y1: y(0), y2: y(0) }),
  ].join("");
}

const MOST_COUNTS = 4;

function countTicks(most: number): number[] {
  const step = Math.max(1, Math.ceil(most / MOST_COUNTS));
  const ticks: number[] = [];
  for (let count = 0; count <= most; count += step) ticks.push(count);
  return ticks;
}

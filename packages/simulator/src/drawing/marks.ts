import type { RolloutEvent, SimulatedRollout } from "../timeline/simulated-rollout.js";
import { element, label } from "./svg-element.js";
import { clockText, type TimeAxis } from "./time-axis.js";

/** Something that a reader is to see. */
export interface Mark {
  readonly second: number;
  readonly says: string;
  readonly kind: "bad" | "asked" | "back" | "end";
}

const MOST_MARKS = 9;

/** What stands out of a timeline: faults, alarms, hooks, actions, the first failed task, the turn back and the end. */
export function marksOf({ events, end }: SimulatedRollout): Mark[] {
  const marks: Mark[] = [];
  let failed = 0;
  for (const event of events) {
    const kind = markKind(event);
    const nowFailed = event.state.old.failed + event.state.new.failed;
    if (kind !== null) marks.push({ second: event.second, says: event.says, kind });
    else if (failed === 0 && nowFailed > 0 && event.kind === "service")
      marks.push({ second: event.second, says: event.says, kind: "bad" });
    failed = nowFailed;
  }
  const first = marks.filter(({ second }) => second < end.second).slice(0, MOST_MARKS - 1);
  const last = end.settled ? (end.status ?? "No deployment begins") : "It comes to no end";
  return [...first, { second: end.second, says: `${last}.`, kind: "end" }];
}

function markKind({ kind, says }: RolloutEvent): Mark["kind"] | null {
  switch (kind) {
    case "fault":
    case "alarm":
      return "bad";
    case "action":
    case "hook":
      return "asked";
    case "status":
      return says.startsWith("ECS rolls back") ? "back" : null;
    case "stage":
    case "service":
    case "task":
    case "traffic":
    case "job":
      return null;
  }
}

const RADIUS = 8;

/** A numbered point on a line down through the drawing for each mark; neighbours make room for each other. */
export function drawMarks(marks: readonly Mark[], axis: TimeAxis, top: number, bottom: number): string {
  let free = -Infinity;
  return marks
    .map(({ second, kind }, index) => {
      const x = axis.x(second);
      const at = Math.min(Math.max(x, free), axis.right - (marks.length - 1 - index) * 2 * RADIUS);
      free = at + 2 * RADIUS + 1;
      return (
        element("path", {
          class: `line ${kind}`,
          d: `M${round(at)} ${top + RADIUS}L${round(x)} ${top + 22}V${bottom}`,
        }) +
        element("circle", { class: `mark ${kind}`, cx: at, cy: top, r: RADIUS }) +
        label(at, top + 4, `${index + 1}`, { class: "number", "text-anchor": "middle" })
      );
    })
    .join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;

export const LINE_HEIGHT = 17;

const COLUMNS = { clock: 60, says: 84 } as const;

/** What the numbers stand for. */
export const drawMarkList = (marks: readonly Mark[], left: number, top: number): string =>
  marks
    .map(({ second, says }, index) => {
      const y = top + index * LINE_HEIGHT;
      return (
        label(left, y, `${index + 1}`, { class: "small" }) +
        label(left + COLUMNS.clock, y, clockText(second), { class: "small", "text-anchor": "end" }) +
        label(left + COLUMNS.says, y, says, { class: "small" })
      );
    })
    .join("");

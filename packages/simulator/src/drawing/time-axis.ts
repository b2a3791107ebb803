import { element, label } from "./svg-element.js";

/** The drawing's width; a page scales it. */
export const WIDTH = 960;
const LEFT = 84;
const RIGHT = 20;

/** Where a second is. */
export interface TimeAxis {
  readonly lastSecond: number;
  readonly left: number;
  readonly right: number;
  readonly x: (second: number) => number;
}

export function timeAxis(lastSecond: number): TimeAxis {
  const right = WIDTH - RIGHT;
  const last = Math.max(1, lastSecond);
  return {
    lastSecond: last,
    left: LEFT,
    right,
    x: (second) => LEFT + (Math.min(second, last) / last) * (right - LEFT),
  };
}

const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440];
const MOST_TICKS = 12;

/** Minutes under the drawing, with a faint line up to `top` for each. */
export function drawTimeAxis(axis: TimeAxis, top: number, bottom: number): string {
  const minutes = axis.lastSecond / 60;
  const step = STEPS_MINUTES.find((each) => minutes / each <= MOST_TICKS) ?? 2880;
  const ticks: string[] = [];
  for (let minute = 0; minute <= minutes; minute += step) {
    const x = axis.x(minute * 60);
    ticks.push(element("line", { class: "grid", x1: x, x2: x, y1: top, y2: bottom }));
    ticks.push(label(x, bottom + 14, `${minute}`, { class: "small", "text-anchor": "middle" }));
  }
  return ticks.join("") + label(axis.right, bottom + 28, "minutes", { class: "small", "text-anchor": "end" });
}

/** A second as `minutes:seconds`. */
export const clockText = (second: number): string =>
  `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, "0")}`;

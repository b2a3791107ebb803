import type { TimeAxis } from "./time-axis.js";

/** A value from its second until the next. */
export interface Step {
  readonly second: number;
  readonly value: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Leaves out steps that nobody sees: of one second the last counts, and what doesn't change is no step. */
export function stepsOf<Item extends { readonly second: number }>(
  items: readonly Item[],
  valueOf: (item: Item) => number,
): Step[] {
  const steps: Step[] = [];
  for (const item of items) {
    const step = { second: item.second, value: valueOf(item) };
    if (steps.at(-1)?.second === step.second) steps.pop();
    if (steps.at(-1)?.value !== step.value) steps.push(step);
  }
  return steps;
}

/** A line that goes on level until its value changes. */
export function stepLine(steps: readonly Step[], axis: TimeAxis, y: (value: number) => number): string {
  const parts: string[] = [];
  for (const { second, value } of steps)
    parts.push(
      parts.length === 0
        ? `M${round(axis.x(second))} ${round(y(value))}`
        : `H${round(axis.x(second))}V${round(y(value))}`,
    );
  return `${parts.join("")}H${round(axis.right)}`;
}

/** What lies between such a line and the one below it. */
export function stepArea(
  upper: readonly Step[],
  lower: readonly Step[],
  axis: TimeAxis,
  y: (value: number) => number,
): string {
  const back: string[] = [];
  for (const { second, value } of lower.toReversed()) back.push(`V${round(y(value))}H${round(axis.x(second))}`);
  return `${stepLine(upper, axis, y)}${back.join("")}Z`;
}

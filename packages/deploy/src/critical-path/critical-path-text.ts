import type { CriticalPath, Duration, PathStack } from "./critical-path.js";

const minutesOf = (seconds: number): number => Math.max(1, Math.round(seconds / 60));

/** For example `12–19 min`. */
function spanText({ fromSeconds, toSeconds }: Duration): string {
  const [from, to] = [minutesOf(fromSeconds), minutesOf(toSeconds)];
  return from === to ? `${from} min` : `${from}–${to} min`;
}

/** What takes longest in a stack. */
function slowest({ resources }: PathStack): string {
  const [first] = resources.toSorted((left, right) => right.toSeconds - left.toSeconds);
  return first === undefined || first.toSeconds < 60 ? "" : `, most of it ${first.type} ${first.logicalId}`;
}

/** How long a first deployment takes, in lines for a terminal. */
export function criticalPathText({
  stacks,
  sum,
  oneStackAtATime,
  assumedShare,
  ...span
}: CriticalPath): readonly string[] {
  if (stacks.length === 0) return [];
  return [
    `A first deployment takes about ${spanText(span)}; stack by stack it would be ${spanText(oneStackAtATime)}, resource by resource ${spanText(sum)}.`,
    "What it can't be faster than:",
    ...stacks.map((stack) => `  ${stack.role}: ${spanText(stack)}${slowest(stack)}`),
    `By creation times seen in public logs of deployments; ${Math.round(assumedShare * 100)} % of it rests on assumed ones. Pushing images and what release jobs do comes on top.`,
  ];
}

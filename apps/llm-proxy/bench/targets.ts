import type { ContenderName } from "./contenders.js";
import type { Sample } from "./measure-round.js";
import { median } from "./median.js";

/** The samples of each contender, one for each round, in the rounds' order. */
export type Results = Readonly<Partial<Record<ContenderName, readonly Sample[]>>>;

export interface Verdict {
  readonly title: string;
  readonly aim: string;
  readonly measured: number;
  readonly text: string;
  readonly isMet: boolean;
}

interface Target {
  readonly title: string;
  readonly unit: string;
  readonly bound: number;
  readonly isFloor: boolean;
  /** One value for each round. */
  readonly values: (results: Results) => readonly number[];
}

const ours =
  (field: keyof Sample): Target["values"] =>
  (results) =>
    (results.ours ?? []).map((sample) => sample[field]);

/** Of one round each, so that a machine that slows down slows both. */
export function ratiosTo(other: ContenderName, field: keyof Sample, results: Results): readonly number[] {
  const others = results[other] ?? [];
  return (results.ours ?? []).flatMap((sample, round) => {
    const against = others[round]?.[field];
    return against === undefined ? [] : [sample[field] / against];
  });
}

const TARGETS: readonly Target[] = [
  { title: "CPU a request", unit: "µs", bound: 95, isFloor: false, values: ours("cpuUsPerRequest") },
  {
    title: "requests per second, to Portkey's",
    unit: "×",
    bound: 5,
    isFloor: true,
    values: (results) => ratiosTo("portkey", "requestsPerSecond", results),
  },
  { title: "added p50, one connection", unit: "ms", bound: 0.35, isFloor: false, values: ours("addedP50Ms") },
  { title: "CPU a frame, 200 streams", unit: "µs", bound: 40, isFloor: false, values: ours("cpuUsPerFrame") },
  { title: "added time to the first token", unit: "ms", bound: 2, isFloor: false, values: ours("addedFirstFrameMs") },
  { title: "memory under load, its peak", unit: "MB", bound: 220, isFloor: false, values: ours("peakMemoryMb") },
];

/** What can be judged by the contenders that ran. */
export const judge = (results: Results): readonly Verdict[] =>
  TARGETS.flatMap((target) => {
    const values = target.values(results);
    if (values.length === 0) return [];
    const measured = median(values);
    return {
      title: target.title,
      aim: `${target.isFloor ? "≥" : "≤"} ${target.bound} ${target.unit}`,
      measured,
      text: `${rounded(measured)} ${target.unit}`,
      isMet: target.isFloor ? measured >= target.bound : measured <= target.bound,
    };
  });

/** Three digits say all that such a measurement knows. */
export const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(Math.abs(value) < 1 ? 2 : 3);

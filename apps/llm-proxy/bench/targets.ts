import type { ContenderName } from "./contenders.js";
import type { Sample } from "./measure-round.js";
import { median } from "./median.js";

/** The samples of each contender, one for each round, in the rounds' order. */
export type Results = Readonly<Partial<Record<ContenderName, readonly Sample[]>>>;

export interface Verdict {
  readonly title: string;
  readonly aim: string;
  /** As it was measured. */
  readonly measured: number;
  /** At the speed of the machine that the aim was set on; `null`: it is no time. */
  readonly atReferenceSpeed: number | null;
  readonly unit: string;
  readonly isMet: boolean;
}

/**
 * What a request through nginx 1.22 cost where the aims were set (one worker on one core, 1 KB in and 0.7 KB out, 2026-11-20), in µs.
 * A virtual machine is faster or slower by half from one second to the next, and nginx with it: so a time is judged by what it would be there.
 */
export const REFERENCE_NGINX_US = 12.5;

interface Target {
  readonly title: string;
  readonly unit: string;
  readonly bound: number;
  readonly isFloor: boolean;
  /** For a time, which a faster machine would shorten by as much as it is faster: the field that tells how fast this one was. */
  readonly speed: "nginxUsAtRequests" | "nginxUsAtStreams" | null;
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
  {
    title: "CPU a request",
    unit: "µs",
    bound: 95,
    isFloor: false,
    speed: "nginxUsAtRequests",
    values: ours("cpuUsPerRequest"),
  },
  {
    title: "requests per second, to Portkey's",
    unit: "×",
    bound: 5,
    isFloor: true,
    speed: null,
    values: (results) => ratiosTo("portkey", "requestsPerSecond", results),
  },
  {
    title: "added p50, one connection",
    unit: "ms",
    bound: 0.35,
    isFloor: false,
    speed: "nginxUsAtRequests",
    values: ours("addedP50Ms"),
  },
  {
    title: "CPU a frame, 200 streams",
    unit: "µs",
    bound: 40,
    isFloor: false,
    speed: "nginxUsAtStreams",
    values: ours("cpuUsPerFrame"),
  },
  {
    title: "added time to the first token",
    unit: "ms",
    bound: 2,
    isFloor: false,
    speed: "nginxUsAtStreams",
    values: ours("addedFirstFrameMs"),
  },
  {
    title: "memory under load, its peak",
    unit: "MB",
    bound: 220,
    isFloor: false,
    speed: null,
    values: ours("peakMemoryMb"),
  },
];

/** What can be judged by the contenders that ran. */
export const judge = (results: Results): readonly Verdict[] =>
  TARGETS.flatMap(({ title, unit, bound, isFloor, speed, values: valuesOf }) => {
    const values = valuesOf(results);
    if (values.length === 0) return [];
    const measured = median(values);
    const there = speed === null ? null : median(atReferenceSpeed(values, ours(speed)(results)));
    const judged = there ?? measured;
    return {
      title,
      aim: `${isFloor ? "≥" : "≤"} ${bound} ${unit}`,
      measured,
      atReferenceSpeed: there,
      unit,
      isMet: isFloor ? judged >= bound : judged <= bound,
    };
  });

/** Round by round. */
const atReferenceSpeed = (values: readonly number[], nginxUs: readonly number[]): readonly number[] =>
  values.map((value, round) => (value * REFERENCE_NGINX_US) / (nginxUs[round] ?? Number.NaN));

/** Three digits say all that such a measurement knows. */
export const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(Math.abs(value) < 1 ? 2 : 3);

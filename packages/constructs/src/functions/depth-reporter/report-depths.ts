import { Fault } from "@fairlead/errors";
import { embeddedMetric } from "./embedded-metric.js";
import type { Depth, Dimensions } from "./series.js";

/** What came of looking at one thing. */
export type Measurement = { readonly dimensions: Dimensions } & (
  { readonly depth: Depth } | { readonly failure: unknown }
);

/** What a report is made with. */
export interface ReportPorts {
  readonly measure: () => Promise<readonly Measurement[]>;
  /** Writes one line to the log. */
  readonly write: (line: string) => void;
}

/**
 * Publishes what could be measured, and fails when something could not: a number that nobody knows is published as none, and never
 * as a zero.
 */
export async function reportDepths(
  { namespace, measuredAtMs }: { readonly namespace: string; readonly measuredAtMs: number },
  { measure, write }: ReportPorts,
): Promise<void> {
  const failed: Dimensions[] = [];
  for (const measurement of await measure()) {
    const { dimensions } = measurement;
    if ("depth" in measurement) {
      write(embeddedMetric({ namespace, dimensions, depth: measurement.depth, measuredAtMs }));
    } else {
      failed.push(dimensions);
      write(JSON.stringify({ level: "ERROR", ...dimensions, message: textOf(measurement.failure) }));
    }
  }
  if (failed.length > 0) {
    throw new Fault("Unmeasured", `Not measured: ${failed.map((each) => Object.values(each).join(" ")).join(", ")}.`);
  }
}

const textOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

/** The minute that a run is for: Scheduler says it, so that a late run is not counted twice in the next one. */
export function scheduledTimeMs(event: unknown): number {
  const time: unknown = typeof event === "object" && event !== null && "time" in event ? event.time : undefined;
  const milliseconds = typeof time === "string" ? new Date(time).getTime() : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new Fault("EventWithoutTime", "The event doesn't say which time it is for.");
  return milliseconds;
}

import {
  type BrokerQueueSource,
  type DepthReporter,
  measuredPart,
  type StreamSource,
} from "../scaling/depth-reporters.js";
import { workText } from "../scaling/work-text.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** A broker that is replaced or a cache that fails over is away for a minute or two. */
const SILENT_MINUTES = 5;

/** An alarm for each thing that is measured: tasks stay as they are while nobody knows how much work there is. */
export const depthAlarms = (reporter: DepthReporter): ResolvedAlarm[] =>
  reporter.sources.map((source) =>
    alarm(
      {
        name: `${nameOf(source)}-unmeasured`,
        subject: measuredPart(reporter),
        metric: { kind: "depth-measurements", source },
        comparison: "below",
        missingData: "breaching",
        // Work may wait for tasks that nobody starts.
        level: "critical",
        reason: `Nobody knows how much work waits in ${workText(source)}: the function that counts it can't reach it, isn't let in, or finds no such name. Tasks stay as many as they are.`,
      },
      { threshold: 1, minutes: SILENT_MINUTES },
    ),
  );

function nameOf(source: BrokerQueueSource | StreamSource): string {
  switch (source.kind) {
    case "stream":
      return `${source.cache}-${source.stream}-${source.group}`;
    case "broker":
      return `${source.broker}-${source.virtualHost === "/" ? "" : `${source.virtualHost}-`}${source.queue}`;
  }
}

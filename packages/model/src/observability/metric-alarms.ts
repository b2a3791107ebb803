import { addressOf } from "../address.js";
import { formatDuration } from "../duration/duration.js";
import type { ResolvedMetric, ResolvedMetricAlarm } from "../metric/resolved-metric.js";
import { watchedMetric } from "../metric/watched-metric.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** Alarms on the numbers of a service's own, where its description states one. */
export const metricAlarms = ({ name, metrics }: ResolvedService): ResolvedAlarm[] =>
  metrics.flatMap((metric) => (metric.alarm === null ? [] : [metricAlarm(name, metric, metric.alarm)]));

function metricAlarm(service: string, metric: ResolvedMetric, bound: ResolvedMetricAlarm): ResolvedAlarm {
  const { comparison, threshold, periodSeconds, periods, level } = bound;
  const { kind } = metric.source;
  return {
    ...alarm(
      {
        name: `${service}-${kind === "log" ? "log" : "metric"}-${metric.name}`,
        subject: addressOf("service", service),
        metric: watchedMetric(metric),
        comparison,
        level,
        missingData: isMissed(metric, bound) ? "breaching" : "not-breaching",
        reason: `The description says that "${metric.name}" ${comparison} ${threshold} for ${formatDuration(periods * periodSeconds)} is ${comparison === "above" ? "too much" : "too little"}.`,
      },
      { threshold, minutes: periods },
    ),
    periodSeconds,
  };
}

/** An app that counts nothing publishes nothing: for a count that is a zero, for a mean or a highest value it says nothing. */
const isMissed = ({ statistic }: ResolvedMetric, { comparison, threshold }: ResolvedMetricAlarm): boolean =>
  (statistic === "Sum" || statistic === "SampleCount") && comparison === "below" && threshold > 0;

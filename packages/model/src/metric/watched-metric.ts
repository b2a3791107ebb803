import type { AlarmMetric } from "../observability/resolved-observability.js";
import type { ResolvedMetric } from "./resolved-metric.js";

/** A number of a service's own as alarms and graphs take it. */
export function watchedMetric({ name, source, statistic }: ResolvedMetric): AlarmMetric {
  switch (source.kind) {
    case "log":
      return { kind: "log-metric", metric: name, statistic };
    case "published": {
      const { namespace, metric, dimensions } = source;
      return { kind: "published-metric", namespace, metric, dimensions, statistic };
    }
  }
}

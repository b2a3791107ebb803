import { Fault } from "@fairlead/errors";
import { type MetricSample, parseMetrics } from "./rabbitmq-metrics.js";
import type { Measurement } from "./report-depths.js";
import type { Depth, QueueSeries } from "./series.js";

/** What queues are measured with. */
export interface QueuePorts {
  /** For example `http://tasks.shop-prod.internal:15692`. */
  readonly metricsUrl: string;
  readonly timeoutMs: number;
  readonly fetch: (url: URL, init: { readonly signal: AbortSignal }) => Promise<Response>;
}

/** Messages that are ready, and those that a consumer has and did not acknowledge. */
const DEPTH = "rabbitmq_detailed_queue_messages";

/**
 * Asks the broker's plugin for Prometheus, which the image has turned on from the start
 * (https://github.com/docker-library/rabbitmq/issues/419). AMQP itself counts only what is ready, and its management API is in another
 * image. Nobody signs in: the plugin tells numbers and names, and a security group lets in this function alone.
 * https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbitmq_prometheus/metrics-detailed.md (2026-11)
 */
export async function measureQueues(series: readonly QueueSeries[], ports: QueuePorts): Promise<Measurement[]> {
  const samples = new Map<string, readonly MetricSample[]>();
  for (const virtualHost of new Set(series.map((each) => each.virtualHost))) {
    samples.set(virtualHost, await readQueues(virtualHost, ports));
  }
  return series.map(({ queue, virtualHost, dimensions }) => {
    const depth = depthOf(samples.get(virtualHost) ?? [], { queue, virtualHost });
    // What is sent to a queue that nobody has declared is lost, which is another thing than no work.
    return depth === null
      ? {
          dimensions,
          failure: new Fault("NoQueue", `The virtual host "${virtualHost}" has no queue "${queue}" now.`),
        }
      : { dimensions, depth };
  });
}

async function readQueues(virtualHost: string, { metricsUrl, timeoutMs, fetch }: QueuePorts): Promise<MetricSample[]> {
  const url = new URL("/metrics/detailed", metricsUrl);
  url.searchParams.set("family", "queue_coarse_metrics");
  url.searchParams.set("vhost", virtualHost);
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Fault("BrokerRefused", `The broker answered with ${response.status}.`);
  return parseMetrics(await response.text());
}

function depthOf(
  samples: readonly MetricSample[],
  { queue, virtualHost }: Pick<QueueSeries, "queue" | "virtualHost">,
): Depth | null {
  const found = samples.find(
    ({ name, labels }) => name === DEPTH && labels.get("queue") === queue && labels.get("vhost") === virtualHost,
  );
  return found === undefined || !Number.isFinite(found.value) ? null : { count: found.value, note: null };
}

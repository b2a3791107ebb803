import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { measureQueues } from "./measure-queues.js";
import { parseMetrics } from "./rabbitmq-metrics.js";
import type { QueueSeries } from "./series.js";

/**
 * What RabbitMQ 3.10.8 said on 21 November 2026, asked for `/metrics/detailed?family=queue_coarse_metrics&vhost=%2F`: `prompts` had three
 * messages, one of them with a consumer that had not acknowledged it; `large` is a quorum queue. Four lines of help are left out.
 */
const RECORDED = `# TYPE rabbitmq_detailed_queue_messages_ready gauge
rabbitmq_detailed_queue_messages_ready{vhost="/",queue="prompts"} 2
rabbitmq_detailed_queue_messages_ready{vhost="/",queue="large"} 2
rabbitmq_detailed_queue_messages_ready{vhost="/",queue="idle"} 0
rabbitmq_detailed_queue_messages_ready{vhost="/",queue="say "hi""} 0
# TYPE rabbitmq_detailed_queue_messages_unacked gauge
rabbitmq_detailed_queue_messages_unacked{vhost="/",queue="prompts"} 1
rabbitmq_detailed_queue_messages_unacked{vhost="/",queue="large"} 0
rabbitmq_detailed_queue_messages_unacked{vhost="/",queue="idle"} 0
rabbitmq_detailed_queue_messages_unacked{vhost="/",queue="say "hi""} 0
# TYPE rabbitmq_detailed_queue_messages gauge
# HELP rabbitmq_detailed_queue_messages Sum of ready and unacknowledged messages - total queue depth
rabbitmq_detailed_queue_messages{vhost="/",queue="prompts"} 3
rabbitmq_detailed_queue_messages{vhost="/",queue="large"} 2
rabbitmq_detailed_queue_messages{vhost="/",queue="idle"} 0
rabbitmq_detailed_queue_messages{vhost="/",queue="say "hi""} 0
# TYPE rabbitmq_detailed_queue_process_reductions_total counter
rabbitmq_detailed_queue_process_reductions_total{vhost="/",queue="prompts"} 17194
rabbitmq_detailed_queue_process_reductions_total{vhost="/",queue="large"} 21562
rabbitmq_detailed_queue_process_reductions_total{vhost="/",queue="idle"} 7126
rabbitmq_detailed_queue_process_reductions_total{vhost="/",queue="say "hi""} 7116
# TYPE rabbitmq_build_info untyped
rabbitmq_build_info{rabbitmq_version="3.10.8",prometheus_plugin_version="3.10.8",prometheus_client_version="4.9.1",erlang_version="25.2.3"} 1
# TYPE telemetry_scrape_size_bytes summary
telemetry_scrape_size_bytes_count{registry="detailed",content_type="text/plain; version=0.0.4"} 1
telemetry_scrape_size_bytes_sum{registry="detailed",content_type="text/plain; version=0.0.4"} 833
`;

interface Broker extends AsyncDisposable {
  readonly metricsUrl: string;
  /** The paths that it was asked for. */
  readonly asked: readonly string[];
}

/** Answers for the virtual host `/` with the recorded text and for others as the plugin does: without a queue. */
async function startBroker(status = 200): Promise<Broker> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.statusCode = status;
    response.end(url.includes("vhost=%2F") ? RECORDED : "# TYPE rabbitmq_detailed_queue_messages gauge\n");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The broker listens on no port.");
  return {
    metricsUrl: `http://127.0.0.1:${address.port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const series = (queue: string, virtualHost = "/"): QueueSeries => ({
  queue,
  virtualHost,
  dimensions: { Queue: queue },
});

const measure = ({ metricsUrl }: Pick<Broker, "metricsUrl">, ...queues: readonly QueueSeries[]) =>
  measureQueues(queues, { metricsUrl, timeoutMs: 5000, fetch });

describe("the depth of a queue", () => {
  it("is what is ready and what is being worked on, of queues of every type", async () => {
    await using broker = await startBroker();
    const queues = ["prompts", "large", "idle", 'say "hi"'];
    expect(await measure(broker, ...queues.map((queue) => series(queue)))).toEqual(
      [3, 2, 0, 0].map((count, at) => ({ dimensions: { Queue: queues[at] }, depth: { count, note: null } })),
    );
    expect(broker.asked).toEqual(["/metrics/detailed?family=queue_coarse_metrics&vhost=%2F"]);
  });

  it("is unknown, and no zero, for a queue that nobody has declared", async () => {
    await using broker = await startBroker();
    const measured = await measure(broker, series("prompts"), series("prompts", "other"), series("promtps"));
    expect(measured.map((each) => ("depth" in each ? each.depth.count : String(each.failure)))).toEqual([
      3,
      'Fault: The virtual host "other" has no queue "prompts" now.',
      'Fault: The virtual host "/" has no queue "promtps" now.',
    ]);
  });

  it("is unknown while the broker is away or answers with an error", async () => {
    await using broker = await startBroker(503);
    await expect(measure(broker, series("prompts"))).rejects.toThrow("answered with 503");
    await expect(measure({ metricsUrl: "http://127.0.0.1:1" }, series("prompts"))).rejects.toThrow("fetch failed");
  });
});

describe("Prometheus's text", () => {
  it("is read with names that are escaped, and without labels, times and comments", () => {
    const samples = parseMetrics(
      '# HELP up\nup 1 1700000000000\ndepth{vhost="/",queue="say \\"hi\\", C:\\\\tmp"} 2.5e3\n',
    );
    expect(samples.map(({ name, labels, value }) => [name, Object.fromEntries(labels), value])).toEqual([
      ["up", {}, 1],
      ["depth", { vhost: "/", queue: 'say "hi", C:\\tmp' }, 2500],
    ]);
  });
});

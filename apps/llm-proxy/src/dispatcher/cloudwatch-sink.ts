import type { Writable } from "node:stream";
import { z } from "zod";
import type { EventRecord } from "../events/event-record.js";
import type { Rejection, Sink } from "./sink.js";

/** What the metrics need of a `CallEvent`; anything else stays in the line as it is. */
const eventSchema = z.looseObject({
  id: z.string(),
  at: z.iso.datetime(),
  projectId: z.string(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  outcome: z.string(),
  durationMs: z.number(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).nullable(),
  costUsd: z.number().nullable(),
});

/**
 * One line of CloudWatch's embedded metric format for each event, for the log driver to carry. Shape by "Specification:
 * Embedded metric format", docs.aws.amazon.com/AmazonCloudWatch (as remembered, November 2026). Dimensions are few on
 * purpose: each combination of values is a metric that costs money; tokens' ids are never among them.
 */
export class CloudWatchSink implements Sink {
  readonly name = "cloudwatch";
  readonly #output: Writable;
  readonly #namespace: string;

  constructor(output: Writable, namespace = "LlmProxy") {
    this.#output = output;
    this.#namespace = namespace;
  }

  async take(events: readonly EventRecord[]): Promise<readonly Rejection[]> {
    const rejected: Rejection[] = [];
    const lines: string[] = [];
    for (const { id, json } of events) {
      const line = metricLine(json, this.#namespace);
      if (line === null) rejected.push({ id, reason: "not an event of a call" });
      else lines.push(line);
    }
    if (lines.length > 0) await write(this.#output, lines.join(""));
    return rejected;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function metricLine(json: string, namespace: string): string | null {
  const parsed = eventSchema.safeParse(parseJson(json));
  if (!parsed.success) return null;
  const event = parsed.data;
  const metrics = [
    { Name: "Requests", Unit: "Count", value: 1 },
    { Name: "Duration", Unit: "Milliseconds", value: event.durationMs },
    { Name: "InputTokens", Unit: "Count", value: event.usage?.inputTokens ?? null },
    { Name: "OutputTokens", Unit: "Count", value: event.usage?.outputTokens ?? null },
    { Name: "CostUsd", Unit: "None", value: event.costUsd },
  ].filter(({ value }) => value !== null);
  const line = {
    ...event,
    ...Object.fromEntries(metrics.map(({ Name, value }) => [Name, value])),
    Provider: event.provider ?? "none",
    Model: event.model ?? "none",
    Outcome: event.outcome,
    _aws: {
      Timestamp: Date.parse(event.at),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [["Provider", "Model"], ["Outcome"]],
          Metrics: metrics.map(({ Name, Unit }) => ({ Name, Unit })),
        },
      ],
    },
  };
  return `${JSON.stringify(line)}\n`;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Resolves when the lines have left the process, so that a batch isn't acknowledged before. */
const write = (output: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

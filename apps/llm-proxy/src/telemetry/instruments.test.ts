import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import fc from "fast-check";
import { MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import { expect, it } from "vitest";
import { Instruments } from "./instruments.js";
import { LabelSets } from "./labels.js";

class PageReader extends MetricReader {
  protected override onShutdown = (): Promise<void> => Promise.resolve();
  protected override onForceFlush = (): Promise<void> => Promise.resolve();

  async page(): Promise<string> {
    const { resourceMetrics } = await this.collect();
    return new PrometheusSerializer(undefined, false, undefined, true, true).serialize(resourceMetrics);
  }
}

it("gives the same page as the SDK's own instruments", async () => {
  const values = fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 40 })), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(values, async (recordings) => {
      const boundaries = [1, 5, 10, 20];
      const sdk = new PageReader();
      const meter = new MeterProvider({ readers: [sdk] }).getMeter("llm-proxy");
      const sdkHistogram = meter.createHistogram("size", {
        unit: "By",
        advice: { explicitBucketBoundaries: boundaries },
      });
      const sdkCounter = meter.createCounter("calls", { description: "Calls." });
      const instruments = new Instruments();
      const own = new PageReader({ metricProducers: [instruments] });
      new MeterProvider({ readers: [own] }).getMeter("llm-proxy");
      const histogram = instruments.histogram("size", { unit: "By", boundaries });
      const counter = instruments.sum("calls", { description: "Calls.", isMonotonic: true });
      const sets = new LabelSets();
      for (const [kind, value] of recordings) {
        const labels = sets.find(kind) ?? sets.add(kind, { kind });
        histogram.record(value, labels);
        counter.add(1, labels);
        sdkHistogram.record(value, { kind });
        sdkCounter.add(1, { kind });
      }
      expect((await own.page()).split("\n").toSorted()).toEqual((await sdk.page()).split("\n").toSorted());
    }),
    { numRuns: 50 },
  );
});

it("folds labels beyond 2,000 into one series", () => {
  const sets = new LabelSets();
  const labels = Array.from({ length: 2500 }, (_, index) => sets.add(`model-${index}`, { model: `model-${index}` }));
  expect(new Set(labels.map(({ key }) => key)).size).toBe(2001);
  expect(labels.at(-1)?.attributes).toEqual({ "otel.metric.overflow": true });
});

import type { PriceStep } from "../charge/charge.js";

const step = (item: string, upTo: number | null): PriceStep => ({
  name: { service: "CloudWatch", item: `custom metric ${item}` },
  upTo,
});

/** Metrics of one's own, by the month's number. */
export const CUSTOM_METRICS: readonly PriceStep[] = [
  step("first 10k", 10_000),
  step("next 240k", 250_000),
  step("next 750k", 1_000_000),
  step("above 1M", null),
];

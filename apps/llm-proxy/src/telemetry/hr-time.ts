import type { HrTime } from "@opentelemetry/api";

/** The present as OpenTelemetry counts it: seconds and nanoseconds since the epoch, by the clock that never goes back. */
export function hrTime(): HrTime {
  const epochMs = performance.timeOrigin + performance.now();
  const seconds = Math.floor(epochMs / 1000);
  return [seconds, Math.floor((epochMs - seconds * 1000) * 1e6)];
}

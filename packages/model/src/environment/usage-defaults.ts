import type { ResolvedUsage } from "./resolved-usage.js";

/** A small team's app that is used on workdays; all of it is assumed. */
export const USAGE_DEFAULTS: ResolvedUsage = {
  requestsPerMonth: 300_000,
  // A prompt with its history, and an answer of some hundred tokens as server-sent events, a hundred bytes a token.
  requestKb: 8,
  responseKb: 40,
  // One line of 450 bytes for each of a few services.
  logKbPerRequest: 1.5,
  // Busy for about five hours of a day.
  load: 0.2,
  // One every second workday.
  releases: 10,
  // A Node.js or Python image without a shell.
  imageGb: 0.2,
  storedGb: 10,
  monthlyUsers: 1_000,
  // Another team's or another provider's bill, until somebody says.
  inputTokens: 0,
  outputTokens: 0,
  // The default of OpenTelemetry's SDKs: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ (2026-11).
  tracedShare: 1,
  // A clean-up or a digest.
  jobMinutes: 5,
  // What a database of an app with a few requests a second does.
  databaseCpu: 0.1,
  // Services keep connections open, and a single one keeps a cluster awake.
  pausedShare: 0,
  // Rows are added rather than changed.
  dailyChange: 0.02,
};

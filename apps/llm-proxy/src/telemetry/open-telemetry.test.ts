import { readFile } from "node:fs/promises";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InMemorySpanExporter } from "@opentelemetry/sdk-trace";
import { describe, expect, it } from "vitest";
import type { CallEvent } from "../events/call-event.js";
import { createLogger } from "./create-logger.js";
import { createTelemetry, type TelemetrySettings } from "./open-telemetry.js";
import { createRedaction } from "./redaction.js";

const PLANTED = "planted-secret-of-the-environment";
const PASTED = "sk-proj-0123456789abcdefghijklmnop";

const EVENT: CallEvent = {
  id: "request-1",
  at: "2026-11-21T00:00:00.000Z",
  projectId: "project-1",
  tokenId: "token-1",
  method: "POST",
  path: `/v1/chat/completions?key=${PASTED}`,
  model: "llama-3.3-70b",
  provider: "groq",
  status: 200,
  outcome: "success",
  isStream: true,
  durationMs: 812.345,
  timeToFirstByteMs: 120,
  usage: { inputTokens: 100, outputTokens: 20, cachedInputTokens: 60 },
  costUsd: 0.000_25,
  attempts: [
    { provider: "anthropic", status: 529, error: null },
    { provider: "groq", status: 200, error: null },
  ],
};
const ATTEMPT = { provider: "groq", model: "llama-3.3-70b", operation: "chat", host: "api.groq.com:443" };
const SAMPLED_PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("telemetry of a call", () => {
  it("makes a server span and a client span for each attempt, within the caller's trace", async () => {
    const { telemetry, spans, close } = await start();
    const call = telemetry.startCall({ requestId: "request-1", path: EVENT.path, traceparent: SAMPLED_PARENT });
    const attempt = call.startAttempt(ATTEMPT);
    const usage = { inputTokens: 9, outputTokens: 3, cachedInputTokens: 0 };
    expect(attempt.isTraced).toBe(true);
    const [, traceId, spanId] = attempt.traceparent?.split("-") ?? [];
    attempt.end({ status: 200, error: null, answer: { model: "llama-of-today", finishReasons: ["stop"], usage } });
    call.end(EVENT, 0.31);
    await close();
    const [client, server] = spans();
    expect(server).toMatchObject({
      name: "POST /v1/chat/completions",
      parentSpanContext: { spanId: "b7ad6b7169203331" },
    });
    expect(client).toMatchObject({
      name: "chat llama-3.3-70b",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "groq",
        "gen_ai.request.model": "llama-3.3-70b",
        "server.address": "api.groq.com",
        "server.port": 443,
        "http.response.status_code": 200,
        "gen_ai.response.model": "llama-of-today",
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.output_tokens": 3,
      },
    });
    expect(client?.spanContext()).toMatchObject({ traceId, spanId });
    expect(client?.parentSpanContext?.spanId).toBe(server?.spanContext().spanId);
    expect(call.traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${server?.spanContext().spanId ?? ""}-01`);
  });

  it("follows a caller that does not sample, and samples by ratio where nobody says", async () => {
    const { telemetry, spans, close } = await start({ sampleRatio: 1 });
    telemetry
      .startCall({ requestId: "a", path: "/v1/models", traceparent: SAMPLED_PARENT.replace(/01$/, "00") })
      .end(EVENT, 0);
    const root = telemetry.startCall({ requestId: "b", path: "/v1/models", traceparent: "nonsense" });
    root.end(EVENT, 0);
    await close();
    expect(spans()).toHaveLength(1);
    expect(root.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it("shows the conventions' metrics on a page in Prometheus' format", async () => {
    const { telemetry, close } = await start();
    const call = telemetry.startCall({ requestId: "request-1", path: EVENT.path, traceparent: null });
    const attempt = call.startAttempt(ATTEMPT);
    for (let chunk = 0; chunk < 3; chunk++) attempt.chunk();
    attempt.end({ status: 200, error: null, answer: null });
    call.end(EVENT, 0.31);
    telemetry.count("llm_proxy.tokens.rejected", { reason: "unknown" });
    telemetry.count("llm_proxy.cache.requests", { result: "miss" });
    telemetry.gauge("llm_proxy.dependency.up", "Whether it answers.", () => [
      { value: 1, attributes: { name: "redis" } },
    ]);
    const page = await telemetry.metricsPage();
    await close();
    for (const line of [
      'gen_ai_client_token_usage_bucket{gen_ai_operation_name="chat",gen_ai_provider_name="groq",gen_ai_request_model="llama-3.3-70b",server_address="api.groq.com",server_port="443",gen_ai_token_type="input",le="256"} 1',
      'llm_proxy_requests_total{outcome="success",status="200"} 1',
      'llm_proxy_fallbacks_total{from="anthropic",to="groq",reason="529"} 1',
      'llm_proxy_tokens_rejected_total{reason="unknown"} 1',
      "llm_proxy_cache_misses_total 1",
      'llm_proxy_dependency_up{name="redis"} 1',
      "llm_proxy_inflight 0",
    ]) {
      expect(page).toContain(`${line}\n`);
    }
    expect(page).toContain("# TYPE gen_ai_client_operation_duration");
    expect(page).toMatch(/^gen_ai_client_operation_time_to_first_chunk_count\{.*\} 1$/m);
    expect(page).toMatch(/^gen_ai_client_operation_time_per_output_chunk_count\{.*\} 2$/m);
    expect(page).toContain("llm_proxy_overhead_duration");
  });

  it("replaces the token histogram by the newer names on request", async () => {
    const { telemetry, close } = await start({ tokenMetricNames: "latest" });
    const call = telemetry.startCall({ requestId: "request-1", path: EVENT.path, traceparent: null });
    call.startAttempt(ATTEMPT).end({ status: 200, error: null, answer: null });
    call.end(EVENT, 0);
    const page = await telemetry.metricsPage();
    await close();
    expect(page).toContain("gen_ai_client_inference_usage_input_tokens_total");
    expect(page).toContain("gen_ai_client_inference_usage_cache_read_input_tokens_total");
    expect(page).not.toContain("gen_ai_client_token_usage");
  });

  it("writes one line a call, which is on disk after closing", async () => {
    const { telemetry, close, lines } = await start();
    telemetry.startCall({ requestId: "request-1", path: EVENT.path, traceparent: null }).end(EVENT, 0.314);
    await close();
    expect(await lines()).toMatchObject([
      {
        level: "info",
        message: "call",
        request_id: "request-1",
        path: "/v1/chat/completions",
        status: 200,
        duration_ms: 812.35,
        overhead_ms: 0.31,
        input_tokens: 100,
        cost_usd: 0.000_25,
        attempts: 2,
      },
    ]);
  });

  it("shows a planted secret nowhere, not even where a caller pasted it as a model's name", async () => {
    const { telemetry, spans, close, log } = await start({ sampleRatio: 1 });
    const call = telemetry.startCall({ requestId: "request-1", path: EVENT.path, traceparent: null });
    call.startAttempt({ ...ATTEMPT, model: PASTED }).end({ status: null, error: `refused ${PLANTED}`, answer: null });
    call.end({ ...EVENT, status: 502, model: PLANTED, path: `/v1/${PASTED}` }, 0);
    const page = await telemetry.metricsPage();
    await close();
    const seen = JSON.stringify(spans().map(({ name, attributes, status }) => ({ name, attributes, status })));
    for (const output of [page, seen, await log()]) {
      expect(output).toContain("redacted");
      expect(output).not.toContain(PLANTED);
      expect(output).not.toContain(PASTED);
    }
  });
});

describe("the log", () => {
  it("masks secrets in errors, their causes, headers and quoted JSON", async () => {
    const { logger, close, log } = await start();
    const failure = new TypeError(`connect ${PLANTED}`, { cause: new TypeError(`Bearer ${PASTED}`) });
    logger.error({ err: failure, headers: { authorization: "Basic Zm9vOmJhcg==" } }, `failed with ${PASTED}`);
    logger.error({ password: "hunter2-hunter2" }, 'a "quoted" thing');
    await close();
    const text = await log();
    for (const secret of [PLANTED, PASTED, "Zm9vOmJhcg==", "hunter2"]) expect(text).not.toContain(secret);
    expect(text).toContain("[redacted]");
  });
});

async function start(given: Partial<TelemetrySettings> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-telemetry-"));
  const file = join(folder, "log");
  const redact = createRedaction([PLANTED]);
  const log = createLogger({ level: "info", destination: file, redact });
  const spanExporter = new KeepingExporter();
  const settings = {
    serviceName: "llm-proxy",
    version: "0.0.0",
    sampleRatio: 0,
    tokenMetricNames: "stable",
    metricExportIntervalMs: 60_000,
    ...given,
  } as const;
  const telemetry = createTelemetry(settings, {
    log: log.calls,
    spanExporter,
    metricExporter: null,
    redact,
    now: () => performance.now(),
    epochMs: () => 1_795_000_000_000,
  });
  const close = async (): Promise<void> => {
    await telemetry.close(AbortSignal.timeout(5000));
    await log.close(AbortSignal.timeout(5000));
  };
  const read = () => readFile(file, "utf8");
  return {
    telemetry,
    logger: log.logger,
    spans: () => spanExporter.kept,
    close,
    log: read,
    lines: async () =>
      (await read())
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
  };
}

/** The SDK's own forgets everything at shutdown, which is when a batch is sent. */
class KeepingExporter extends InMemorySpanExporter {
  readonly kept: ReturnType<InMemorySpanExporter["getFinishedSpans"]> = [];

  override export(...[spans, done]: Parameters<InMemorySpanExporter["export"]>): void {
    this.kept.push(...spans);
    super.export(spans, done);
  }
}

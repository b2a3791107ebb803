import type { CallEvent } from "../events/call-event.js";

/** A whole event of a successful call; what a test is about is stated by the test. */
export const callEvent = (id: string, part: Partial<CallEvent> = {}): CallEvent => ({
  id,
  at: "2026-11-21T12:00:00.000Z",
  projectId: "p1",
  tokenId: "t1",
  method: "POST",
  path: "/v1/chat/completions",
  model: "gpt-4o-mini",
  provider: "openai",
  status: 200,
  outcome: "success",
  isStream: false,
  durationMs: 812,
  timeToFirstByteMs: 400,
  usage: { inputTokens: 100, outputTokens: 20, cachedInputTokens: 60 },
  costUsd: 0.001,
  attempts: [{ provider: "openai", status: 200, error: null }],
  ...part,
});

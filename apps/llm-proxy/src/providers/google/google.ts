import { openAiCompatible } from "../openai-compatible.js";
import type { Provider } from "../provider.js";
import { readRetryDelayMs } from "./retry-delay.js";

/** The OpenAI-compatible surface of https://ai.google.dev/gemini-api/docs/openai (stored copy of 2026, read 2026-11). */
export const google = (baseUrl = "https://generativelanguage.googleapis.com/v1beta/openai"): Provider => ({
  ...openAiCompatible({ id: "gcp.gemini", baseUrl }),
  readRetryDelayMs,
});

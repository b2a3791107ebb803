import { openAiCompatible } from "../openai-compatible.js";
import type { Provider } from "../provider.js";

/**
 * OpenAI's shapes, some of its fields refused by 400 (https://console.groq.com/docs/openai, stored copy of 2026, read 2026-11).
 * `retry-after` only on 429: assumed, from what others say of https://console.groq.com/docs/rate-limits.
 */
export const groq = (baseUrl = "https://api.groq.com/openai/v1"): Provider => openAiCompatible({ id: "groq", baseUrl });

import { openAiCompatible } from "../openai-compatible.js";
import type { Provider } from "../provider.js";

/** https://console.groq.com/docs/openai: OpenAI's shapes; `retry-after` only on 429. Read 2026-11. */
export const groq = (baseUrl = "https://api.groq.com/openai/v1"): Provider => openAiCompatible({ id: "groq", baseUrl });

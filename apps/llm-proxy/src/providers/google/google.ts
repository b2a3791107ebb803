import { openAiCompatible } from "../openai-compatible.js";
import type { Provider } from "../provider.js";

/** https://ai.google.dev/gemini-api/docs/openai: the OpenAI-compatible surface, in beta. Read 2026-11. */
export const google = (baseUrl = "https://generativelanguage.googleapis.com/v1beta/openai"): Provider =>
  openAiCompatible({ id: "gcp.gemini", baseUrl });

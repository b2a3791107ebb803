import { openAiCompatible } from "../openai-compatible.js";
import type { Provider } from "../provider.js";

export const openai = (baseUrl = "https://api.openai.com/v1"): Provider => openAiCompatible({ id: "openai", baseUrl });

import { EVERY_PLAN } from "./every-plan/every-plan.js";
import { LLM_PROXY } from "./llm-proxy/llm-proxy.js";
import { MACRO_AI } from "./macro-ai/macro-ai.js";
import type { PlanMistakes } from "./mistake.js";
import { POSTMAGIQ } from "./postmagiq/postmagiq.js";
import { RECIPE_CHATBOT } from "./recipe-chatbot/recipe-chatbot.js";

/** Every mistake of the five deployment plans, and what recurs in them. */
export const CORPUS: readonly PlanMistakes[] = [LLM_PROXY, MACRO_AI, RECIPE_CHATBOT, POSTMAGIQ, EVERY_PLAN];

import { CONSUMER_RIGHTS } from "./consumer-rights/consumer-rights.js";
import { EVERY_PLAN } from "./every-plan/every-plan.js";
import { LLM_PROXY } from "./llm-proxy/llm-proxy.js";
import { MACRO_AI } from "./macro-ai/macro-ai.js";
import { POSTMAGIQ } from "./postmagiq/postmagiq.js";
import { RECIPE_CHATBOT } from "./recipe-chatbot/recipe-chatbot.js";
import type { PlanMistakes } from "./mistake.js";

/** Every mistake of the five deployment plans, and what recurs in them. */
export const CORPUS: readonly PlanMistakes[] = [
  LLM_PROXY,
  MACRO_AI,
  RECIPE_CHATBOT,
  POSTMAGIQ,
  CONSUMER_RIGHTS,
  EVERY_PLAN,
];

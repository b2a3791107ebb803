import type { PlanMistakes } from "../mistake.js";
import { AVAILABILITY } from "./availability.js";
import { DATA } from "./data.js";
import { OPERATION } from "./operation.js";
import { ROUTING } from "./routing.js";
import { SECRETS } from "./secrets.js";
import { STREAMING } from "./streaming.js";

/** What the plan of LLM Proxy got wrong. */
export const LLM_PROXY: PlanMistakes = {
  plan: "llm-proxy",
  mistakes: [...AVAILABILITY, ...ROUTING, ...DATA, ...STREAMING, ...SECRETS, ...OPERATION],
};

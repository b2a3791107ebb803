import type { PlanMistakes } from "../mistake.js";
import { COST_MISTAKES } from "./costs.js";
import { NETWORK_MISTAKES } from "./network.js";
import { OBSERVABILITY_MISTAKES } from "./observability.js";
import { RELEASE_MISTAKES } from "./release.js";
import { SCALING_MISTAKES } from "./scaling.js";
import { SECRET_MISTAKES } from "./secrets.js";

/** What the plan of the Recipe Chatbot got wrong. */
export const RECIPE_CHATBOT: PlanMistakes = {
  plan: "recipe-chatbot",
  mistakes: [
    ...SECRET_MISTAKES,
    ...NETWORK_MISTAKES,
    ...SCALING_MISTAKES,
    ...RELEASE_MISTAKES,
    ...OBSERVABILITY_MISTAKES,
    ...COST_MISTAKES,
  ],
};

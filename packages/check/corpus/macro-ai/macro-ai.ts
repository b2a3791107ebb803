import type { PlanMistakes } from "../mistake.js";
import { COMPONENT_MISTAKES } from "./components.js";
import { HOST_MISTAKES } from "./hosts.js";
import { IMAGE_MISTAKES } from "./images.js";
import { NETWORK_MISTAKES } from "./network.js";
import { PIPELINE_MISTAKES } from "./pipeline.js";
import { RELEASE_MISTAKES } from "./release.js";
import { REQUEST_MISTAKES } from "./requests.js";
import { SCALING_MISTAKES } from "./scaling.js";
import { SECRET_MISTAKES } from "./secrets.js";
import { TRACING_MISTAKES } from "./tracing.js";

/** What the plan of Macro AI got wrong, and what went wrong when it was built. */
export const MACRO_AI: PlanMistakes = {
  plan: "macro-ai",
  mistakes: [
    ...NETWORK_MISTAKES,
    ...RELEASE_MISTAKES,
    ...IMAGE_MISTAKES,
    ...SECRET_MISTAKES,
    ...COMPONENT_MISTAKES,
    ...TRACING_MISTAKES,
    ...SCALING_MISTAKES,
    ...REQUEST_MISTAKES,
    ...HOST_MISTAKES,
    ...PIPELINE_MISTAKES,
  ],
};

import type { PlanMistakes } from "../mistake.js";
import { HOST_MISTAKES } from "./host-mistakes.js";
import { IMAGE_MISTAKES } from "./image-mistakes.js";
import { NETWORK_MISTAKES } from "./network-mistakes.js";
import { PART_MISTAKES } from "./part-mistakes.js";
import { PIPELINE_MISTAKES } from "./pipeline-mistakes.js";
import { RELEASE_MISTAKES } from "./release-mistakes.js";
import { REQUEST_MISTAKES } from "./request-mistakes.js";
import { SCALING_MISTAKES } from "./scaling-mistakes.js";
import { SECRET_MISTAKES } from "./secret-mistakes.js";
import { TRACING_MISTAKES } from "./tracing-mistakes.js";

/** What the plan of Macro AI got wrong, and what went wrong when it was built. */
export const MACRO_AI: PlanMistakes = {
  plan: "macro-ai",
  mistakes: [
    ...NETWORK_MISTAKES,
    ...RELEASE_MISTAKES,
    ...IMAGE_MISTAKES,
    ...SECRET_MISTAKES,
    ...PART_MISTAKES,
    ...TRACING_MISTAKES,
    ...SCALING_MISTAKES,
    ...REQUEST_MISTAKES,
    ...HOST_MISTAKES,
    ...PIPELINE_MISTAKES,
  ],
};

import { MACRO_AI } from "./macro-ai/macro-ai.js";
import type { PlanMistakes } from "./mistake.js";

/** Every mistake of the five deployment plans. */
export const CORPUS: readonly PlanMistakes[] = [MACRO_AI];

import type { PlanMistakes } from "../mistake.js";
import { ANSWERS } from "./answers.js";
import { NETWORK } from "./network.js";
import { SCALING } from "./scaling.js";
import { TASKS } from "./tasks.js";

/** What recurs in all plans; most of it made in the template of an app that never heard of Fairlead. */
export const EVERY_PLAN: PlanMistakes = {
  plan: "every-plan",
  mistakes: [...NETWORK, ...TASKS, ...SCALING, ...ANSWERS],
};

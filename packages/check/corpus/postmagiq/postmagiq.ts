import type { PlanMistakes } from "../mistake.js";
import { DATA } from "./data.js";
import { EDGE } from "./edge.js";
import { NETWORK } from "./network.js";
import { TASKS } from "./tasks.js";

/** What the plan of Postmagiq got wrong. */
export const POSTMAGIQ: PlanMistakes = { plan: "postmagiq", mistakes: [...NETWORK, ...TASKS, ...EDGE, ...DATA] };

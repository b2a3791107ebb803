import type { PlanMistakes } from "../mistake.js";
import { BROKER_MISTAKES } from "./broker.js";
import { CONTAINER_MISTAKES } from "./containers.js";
import { DATA_MISTAKES } from "./data.js";
import { NETWORK_MISTAKES } from "./network.js";
import { OPERATION_MISTAKES } from "./operation.js";
import { ENTRANCE_MISTAKES } from "./entrance.js";
import { WIRING_MISTAKES } from "./wiring.js";

/** What the plan of Consumer Rights got wrong. */
export const CONSUMER_RIGHTS: PlanMistakes = {
  plan: "consumer-rights",
  mistakes: [
    ...CONTAINER_MISTAKES,
    ...ENTRANCE_MISTAKES,
    ...WIRING_MISTAKES,
    ...NETWORK_MISTAKES,
    ...BROKER_MISTAKES,
    ...DATA_MISTAKES,
    ...OPERATION_MISTAKES,
  ],
};

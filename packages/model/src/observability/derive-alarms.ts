import type { ConnectableParts } from "../connection/derive-connections.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** Reads off the parts what must be watched. */
export const deriveAlarms = (_parts: ConnectableParts): ResolvedAlarm[] => [];

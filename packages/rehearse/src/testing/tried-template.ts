import type { JsonRecord } from "../json/json-value.js";
import { TRIED_DATA } from "./tried-data.js";
import { TRIED_NETWORK } from "./tried-network.js";
import { TRIED_EVENTS } from "./tried-events.js";
import { TRIED_SERVICES } from "./tried-services.js";

/** A small app with one resource at least of each type that a rehearsal calls proved, naming whatever an app's names. */
export const TRIED_TEMPLATE: JsonRecord = {
  Resources: { ...TRIED_NETWORK, ...TRIED_DATA, ...TRIED_SERVICES, ...TRIED_EVENTS },
};

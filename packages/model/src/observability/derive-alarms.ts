import type { ConnectableParts } from "../connection/derive-connections.js";
import { brokerAlarms } from "./broker-alarms.js";
import { cacheAlarms } from "./cache-alarms.js";
import { databaseAlarms } from "./database-alarms.js";
import { queueAlarms } from "./queue-alarms.js";
import type { ResolvedAlarm } from "./resolved-observability.js";
import { serviceAlarms } from "./service-alarms.js";

/** Reads off the parts what must be watched. */
export const deriveAlarms = ({ services, databases, caches, brokers, queues }: ConnectableParts): ResolvedAlarm[] => [
  ...services.flatMap(serviceAlarms),
  ...databases.flatMap(databaseAlarms),
  ...caches.flatMap(cacheAlarms),
  ...brokers.flatMap(brokerAlarms),
  ...queues.flatMap(queueAlarms),
];

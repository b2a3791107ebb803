import type { BrokerQueueSource, ResolvedApp, StreamSource } from "@fairlead/model";
import { environmentPath } from "../stacks/resource-names.js";

/** Namespace of the depths that are measured in an environment. */
export const depthNamespace = (app: ResolvedApp): string => environmentPath(app, "work");

/** What tells the depth of one thing from every other; the function that measures publishes under these, and alarms read them. */
export function depthDimensions(source: BrokerQueueSource | StreamSource): Readonly<Record<string, string>> {
  switch (source.kind) {
    case "stream":
      return { Cache: source.cache, Stream: source.stream, Group: source.group };
    case "broker":
      return { Broker: source.broker, VirtualHost: source.virtualHost, Queue: source.queue };
  }
}

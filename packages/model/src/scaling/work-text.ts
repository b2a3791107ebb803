import { addressOf } from "../address.js";
import type { ResolvedWorkSource } from "./resolved-scaling.js";

/** How messages speak of work that waits. */
export function workText(source: ResolvedWorkSource): string {
  switch (source.kind) {
    case "queue":
      return addressOf("queue", source.queue);
    case "broker":
      return `${addressOf("broker", source.broker)}'s queue "${source.queue}"`;
    case "stream":
      return `the group "${source.group}" of ${addressOf("cache", source.cache)}'s stream "${source.stream}"`;
  }
}

import { addressOf } from "../address.js";
import type { ResolvedCache } from "../cache/resolved-cache.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** Alarms of a cache. A cache that evicts nothing refuses writes instead, which its memory announces. */
export function cacheAlarms({ name, evictionPolicy }: ResolvedCache): ResolvedAlarm[] {
  const subject = addressOf("cache", name);
  const memory = alarm(
    {
      name: `${name}-cache-memory`,
      subject,
      metric: { kind: "cache-memory-percent" },
      // Evictions make answers slower, refused writes make them fail.
      level: evictionPolicy === "noeviction" ? "critical" : "warning",
      reason: "From here it is minutes until keys are evicted or, where none may be, writes are refused.",
    },
    { threshold: 80, minutes: 5 },
  );
  const evictions = alarm(
    {
      name: `${name}-evictions`,
      subject,
      metric: { kind: "cache-evictions" },
      reason: "More than a hundred keys a minute go before their time: the cache is too small for what it holds.",
    },
    { threshold: 100, minutes: 5 },
  );
  return evictionPolicy === "noeviction" ? [memory] : [memory, evictions];
}

import type { Redis } from "ioredis";
import type { CallEvent } from "../events/call-event.js";
import type { EventBus, EventBusState } from "../events/event-bus.js";
import { FileSpool } from "../events/file-spool.js";
import { type EventTaker, InMemoryEventBus } from "../events/in-memory-event-bus.js";
import { RedisEventBus } from "../events/redis-event-bus.js";
import type { Dependency } from "../lifecycle/dependency.js";

export interface EventSettings {
  readonly kind: "redis-streams" | "in-memory" | "none";
  readonly stream: string;
  readonly streamCeiling: number;
  readonly maxSpooledEvents: number;
  readonly spoolFolder: string | null;
}

/** One GiB: days of an outage at a few calls a second, and little of a task's 20 GiB. */
const MAXIMUM_SPOOL_BYTES = 1024 ** 3;

/** @param redis a bulk connection; `null`: there is no Redis, so events of Redis are none. */
export async function openEvents(
  settings: EventSettings,
  redis: Redis | null,
  takers: readonly EventTaker[],
): Promise<EventBus> {
  if (settings.kind === "in-memory") return new InMemoryEventBus(takers);
  if (settings.kind === "none" || redis === null) return NO_EVENTS;
  const spool = settings.spoolFolder === null ? null : await FileSpool.open(settings.spoolFolder, MAXIMUM_SPOOL_BYTES);
  const { stream, streamCeiling, maxSpooledEvents } = settings;
  return new RedisEventBus({ redis, spool, stream, settings: { streamCeiling, maxSpooledEvents } });
}

/** Events were switched off by configuration: nothing is lost, as nobody asked for them. */
const NO_EVENTS: EventBus = {
  publish: () => undefined,
  state: { published: 0, acknowledged: 0, dropped: 0, spooled: 0 },
  close: () => Promise.resolve(),
};

interface BusObserver {
  /** Makes of each event what anybody may see. */
  readonly clean: (event: CallEvent) => CallEvent;
  readonly listener: (event: CallEvent) => void;
}

/** Lets somebody else see each event too, before it leaves. */
export const observedBus = (bus: EventBus, { clean, listener }: BusObserver): EventBus => ({
  publish: (event) => {
    const seen = clean(event);
    listener(seen);
    bus.publish(seen);
  },
  get state() {
    return bus.state;
  },
  close: (signal) => bus.close(signal),
});

/** Well while it can send; lag is what the slowest group has not read yet. */
export function eventBusDependency(bus: EventBus, redis: Redis | null, stream: string): Dependency {
  const state = { lag: 0 };
  return {
    name: "event_bus",
    probe: async () => {
      if (redis !== null) state.lag = largestLag(await redis.xinfo("GROUPS", stream).catch(noStreamYet));
    },
    details: () => ({ lag: state.lag, ...numbersOf(bus.state) }),
  };
}

const numbersOf = ({ published, acknowledged, dropped, spooled }: EventBusState): Record<string, number> => ({
  published,
  acknowledged,
  dropped,
  spooled,
});

/** Before the first event there is no stream, and Redis says so by an error. */
function noStreamYet(error: unknown): unknown {
  if (error instanceof Error && error.message.includes("no such key")) return [];
  throw error;
}

/** Groups come as flat lists of names and values, or as maps where RESP3 is spoken; a lag may be unknown (null). */
function largestLag(groups: unknown): number {
  if (!Array.isArray(groups)) return 0;
  return Math.max(0, ...groups.map((group: unknown) => lagOf(group)));
}

function lagOf(group: unknown): number {
  if (Array.isArray(group)) {
    const list: readonly unknown[] = group;
    return Number(list[list.indexOf("lag") + 1] ?? 0);
  }
  return typeof group === "object" && group !== null && "lag" in group ? Number(group.lag ?? 0) : 0;
}

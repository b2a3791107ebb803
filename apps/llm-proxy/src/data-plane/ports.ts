import type { EncryptedProviderKey, GrantSource } from "../access/grant.js";
import type { ResponseCache } from "../cache/response-cache.js";
import type { EventBus } from "../events/event-bus.js";
import type { Limiter } from "../limits/limiter.js";
import type { TokenUsage } from "../providers/token-usage.js";
import type { Telemetry } from "../telemetry/telemetry.js";
import type { Upstream } from "../upstream/upstream.js";

/** Everything that a call needs of the rest of the process. */
export interface DataPlanePorts {
  readonly grants: GrantSource;
  readonly limiter: Limiter;
  /** `null`: switched off. */
  readonly cache: ResponseCache | null;
  readonly events: EventBus;
  readonly telemetry: Telemetry;
  readonly upstream: Upstream;
  /** Opens the keys that projects bring. */
  readonly keys: { open(projectId: string, key: EncryptedProviderKey): string };
  /** US dollars; `null`: the model has no price. */
  readonly priceOf: (model: string | null, usage: TokenUsage) => number | null;
  readonly clock: { epochMs(): number; monotonicMs(): number };
  /** A new id for each call, e.g. a UUID of version 7. */
  readonly newRequestId: () => string;
  /** Whether new calls are still taken. */
  readonly drainState: { readonly isDraining: boolean };
}

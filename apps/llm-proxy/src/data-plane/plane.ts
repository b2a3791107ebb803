import type { BodyBudget } from "./body-collector.js";
import type { Exchange } from "./exchange.js";
import type { LiveExchanges } from "./live-exchanges.js";
import type { DataPlanePorts } from "./ports.js";
import type { ProjectKeys } from "./project-keys.js";
import type { DataPlaneSettings } from "./settings.js";

/** What all exchanges share. */
export interface Plane {
  readonly ports: DataPlanePorts;
  readonly settings: DataPlaneSettings;
  readonly budget: BodyBudget;
  readonly keys: ProjectKeys;
  readonly live: LiveExchanges<Exchange>;
}

import type { BodyLimits } from "./body-collector.js";
import type { Exchange } from "./exchange.js";
import type { LiveExchanges } from "./live-exchanges.js";
import type { DataPlanePorts } from "./ports.js";
import type { ProjectKeys } from "./project-keys.js";
import type { DataPlaneSettings } from "./settings.js";
import type { TokenHashes } from "./token-hashes.js";

/** What all exchanges share. */
export interface Plane {
  readonly ports: DataPlanePorts;
  readonly settings: DataPlaneSettings;
  readonly bodyLimits: BodyLimits;
  readonly keys: ProjectKeys;
  readonly live: LiveExchanges<Exchange>;
  readonly tokenHashes: TokenHashes;
}

import type { Invalidations } from "../access/invalidations.js";
import type { KeySealer } from "../access/key-sealer.js";
import type { ResponseCache } from "../cache/response-cache.js";
import type { AuditLog } from "../state/audit-entry.js";
import type { Repositories } from "../state/repositories.js";

/** What the management API works with. */
export interface ManagementPorts {
  readonly repositories: Repositories;
  readonly audit: AuditLog;
  readonly invalidations: Invalidations;
  readonly sealer: KeySealer;
  /** `null`: nothing is cached. */
  readonly cache: Pick<ResponseCache, "purge"> | null;
  /** One, or two while a rotation lasts; the first is the current one. */
  readonly managementTokens: readonly string[];
  /** With which new tokens begin. */
  readonly tokenPrefix: string;
  /** Ids of the providers for which a project may bring a key. */
  readonly providers: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
}

import type { GrantLimits } from "../access/grant.js";

/** A token as the management API shows it: without the secret, and without its hash. */
export interface Token {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly expiresAt: Date | null;
  readonly isActive: boolean;
  readonly limits: GrantLimits;
  /** Of the whole life, as far as the quota's counters have been written down. */
  readonly requestCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lastUsedAt: Date | null;
  readonly deactivatedAt: Date | null;
  /** Final: a revoked token can't be switched on again. */
  readonly revokedAt: Date | null;
}

/** What is absent stays as it is. */
export interface TokenChange {
  readonly name?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly limits?: GrantLimits | undefined;
  readonly expiresAt?: Date | null | undefined;
}

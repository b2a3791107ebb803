import type { GrantPolicy } from "../access/grant.js";

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly policy: GrantPolicy;
  /** Providers for which it brings a key of its own; the keys themselves are never read back. */
  readonly providers: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deactivatedAt: Date | null;
}

/** What is absent stays as it is. */
export interface ProjectChange {
  readonly name?: string | undefined;
  readonly isActive?: boolean | undefined;
  readonly policy?: GrantPolicy | undefined;
}

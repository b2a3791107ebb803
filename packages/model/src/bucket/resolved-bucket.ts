/** A private bucket of S3, encrypted with the environment's key. */
export interface ResolvedBucket {
  readonly name: string;
  readonly versioning: ResolvedVersioning;
  /** Sorted by prefix. */
  readonly lifecycle: readonly ResolvedLifecycleRule[];
  /** `null`: no browser talks to it. */
  readonly cors: ResolvedCors | null;
  /** Whether it outlives its stack. */
  readonly deletionProtection: boolean;
}

export type ResolvedVersioning =
  | { readonly kind: "off" }
  /** What was overwritten or deleted is kept for `keepDays` more. */
  | { readonly kind: "on"; readonly keepDays: number };

export interface ResolvedLifecycleRule {
  /** What the objects' keys begin with; empty: all. */
  readonly prefix: string;
  /** `null`: they stay. */
  readonly expireDays: number | null;
  /** `null`: they stay where reading them costs nothing more. */
  readonly infrequentAccessAfterDays: number | null;
}

export interface ResolvedCors {
  readonly origins: readonly string[];
  readonly methods: readonly CorsMethod[];
  readonly headers: readonly string[];
}

/** The methods that S3 takes in a rule (S3 API reference, CORSRule, 2026-11). */
export const CORS_METHODS = ["DELETE", "GET", "HEAD", "POST", "PUT"] as const;

export type CorsMethod = (typeof CORS_METHODS)[number];

/** What a reference to a bucket lets its holder do with the objects. */
export type BucketAccess = "read" | "write" | "read-write";

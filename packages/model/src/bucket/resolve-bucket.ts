import type { Described } from "../app/described-app.js";
import type { TierValues } from "../environment/tier-values.js";
import type { BucketLifecycleOptions, BucketOptions } from "./bucket.js";
import type { ResolvedBucket, ResolvedCors, ResolvedLifecycleRule } from "./resolved-bucket.js";

/** What a rule for browsers has unless it says otherwise. */
const CORS_DEFAULTS = {
  /** To show and to upload; what was uploaded is deleted by the app. */
  methods: ["GET", "HEAD", "POST", "PUT"],
  /** A signed URL states which headers count. */
  headers: ["*"],
} as const satisfies Partial<ResolvedCors>;

/** Fills the gaps of a bucket. */
export const resolveBucket = ({ name, options }: Described<"bucket">, tier: TierValues): ResolvedBucket => ({
  name,
  versioning:
    (options.versioning ?? tier.bucketVersioning) ? { kind: "on", keepDays: tier.oldVersionDays } : { kind: "off" },
  lifecycle: resolveLifecycle(options),
  cors: options.cors === undefined ? null : resolveCors(options.cors),
  deletionProtection: options.deletionProtection ?? tier.deletionProtection,
});

function resolveLifecycle({
  expireDays,
  infrequentAccessAfterDays,
  lifecycle,
}: BucketOptions): readonly ResolvedLifecycleRule[] {
  const all: readonly (readonly [string, BucketLifecycleOptions])[] = [
    ["", { expireDays, infrequentAccessAfterDays }],
    ...Object.entries(lifecycle ?? {}),
  ];
  return all
    .map(([prefix, rule]) => ({
      prefix,
      expireDays: rule.expireDays ?? null,
      infrequentAccessAfterDays: rule.infrequentAccessAfterDays ?? null,
    }))
    .filter((rule) => rule.expireDays !== null || rule.infrequentAccessAfterDays !== null)
    .toSorted((left, right) => (left.prefix < right.prefix ? -1 : 1));
}

function resolveCors(options: NonNullable<BucketOptions["cors"]>): ResolvedCors {
  const cors = "origins" in options ? options : { origins: options };
  return {
    origins: [...cors.origins],
    methods: [...new Set(cors.methods ?? CORS_DEFAULTS.methods)].toSorted(),
    headers: [...(cors.headers ?? CORS_DEFAULTS.headers)],
  };
}

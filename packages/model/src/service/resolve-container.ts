import type { TierValues } from "../environment/tier-values.js";
import { isPart } from "../part/part.js";
import { resolveVolumeMounts } from "../volume/volume-mounts.js";
import type { ContainerOptions, EnvValue } from "./container-options.js";
import { resolveSize } from "./fargate-sizes.js";
import type { ResolvedContainer, ResolvedValue } from "./resolved-container.js";

/** What containers have unless they say otherwise. */
const CONTAINER_DEFAULTS = {
  /** Model providers and AWS's own interfaces speak HTTPS; all else stays shut. */
  internetPorts: [443],
  /** What gets into a container can't write itself into it. */
  readonlyRootFilesystem: true,
  /** Most runtimes expect a place for temporary files. */
  writablePaths: ["/tmp"],
  /** What Fargate gives for nothing (Fargate pricing, 2025-10). */
  ephemeralStorageGib: 20,
} as const satisfies Partial<ResolvedContainer>;

/** Fills the gaps of what services and jobs have in common. */
export const resolveContainer = (options: ContainerOptions, tier: TierValues): ResolvedContainer => ({
  image: options.image.name,
  command: options.command === undefined ? null : [...options.command],
  environment: resolveEnvironment(options.env ?? {}),
  ...resolveSize(options, tier),
  architecture: options.architecture ?? tier.architecture,
  ephemeralStorageGib: options.ephemeralStorage ?? CONTAINER_DEFAULTS.ephemeralStorageGib,
  readonlyRootFilesystem: options.readonlyRootFilesystem ?? CONTAINER_DEFAULTS.readonlyRootFilesystem,
  writablePaths: [...(options.writablePaths ?? CONTAINER_DEFAULTS.writablePaths)].toSorted(),
  volumeMounts: resolveVolumeMounts(options.volumes ?? {}),
  internetPorts: [...new Set(options.internet ?? CONTAINER_DEFAULTS.internetPorts)].toSorted((a, b) => a - b),
  logRetentionDays: options.logRetention ?? tier.logRetention,
});

const resolveEnvironment = (env: Readonly<Record<string, EnvValue>>): ResolvedContainer["environment"] =>
  Object.entries(env)
    .map(([name, value]) => ({ name, value: resolveValue(value) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

function resolveValue(value: EnvValue): ResolvedValue {
  if (typeof value !== "object") return { kind: "literal", value: String(value) };
  if (isPart(value)) {
    return value.kind === "secret"
      ? { kind: "secret", secret: value.name, key: null }
      : { kind: "parameter", parameter: value.name };
  }
  switch (value.kind) {
    case "database-output":
      return { kind: "database", database: value.database.name, output: value.output };
    case "cache-output":
      return { kind: "cache", cache: value.cache.name, output: value.output };
    case "service-output":
      return { kind: "service", service: value.service.name, output: value.output };
    case "bucket-name":
      return { kind: "bucket", bucket: value.bucket.name, access: value.access };
    case "queue-url":
      return { kind: "queue", queue: value.queue.name, access: value.access };
    case "model-id":
      return { kind: "model", model: value.model.name };
    case "secret-key":
      return { kind: "secret", secret: value.secret.name, key: value.key };
  }
}

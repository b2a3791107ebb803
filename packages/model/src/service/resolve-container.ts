import type { TierValues } from "../environment/tier-values.js";
import { resolveSidecars, resolveStarts } from "../sidecar/resolve-sidecars.js";
import { CONTAINER_DEFAULTS } from "./container-defaults.js";
import type { ContainerOptions } from "./container-options.js";
import { resolveSize } from "./fargate-sizes.js";
import { resolveFolders } from "./resolve-folders.js";
import { resolveVariables } from "./resolve-variables.js";
import type { ResolvedContainer } from "./resolved-container.js";

/** Fills the gaps of what services and jobs have in common; `hasHealth`: ECS asks inside the container whether it is well. */
export const resolveContainer = (
  options: ContainerOptions,
  tier: TierValues,
  { hasHealth }: { readonly hasHealth: boolean },
): ResolvedContainer => ({
  image: options.image.name,
  command: options.command === undefined ? null : [...options.command],
  environment: resolveVariables(options.env ?? {}),
  ...resolveSize(options, tier),
  architecture: options.architecture ?? tier.architecture,
  ephemeralStorageGib: options.ephemeralStorage ?? CONTAINER_DEFAULTS.ephemeralStorageGib,
  ...resolveFolders(options),
  startAfter: resolveStarts(options.startAfter ?? [], { sidecars: options.sidecars ?? {}, mainHasHealth: hasHealth }),
  sidecars: resolveSidecars(options, hasHealth),
  internetPorts: [...new Set(options.internet ?? CONTAINER_DEFAULTS.internetPorts)].toSorted((a, b) => a - b),
  logRetentionDays: options.logRetention ?? tier.logRetention,
});

import type { ResolvedUsage } from "./resolved-usage.js";
import { USAGE_DEFAULTS } from "./usage-defaults.js";
import type { UsageOptions } from "./usage-options.js";

/** Fills what nobody has stated with what is assumed. */
export function resolveUsage(options: UsageOptions = {}): ResolvedUsage {
  const stated = Object.entries<number | undefined>(options).filter(([, value]) => value !== undefined);
  return { ...USAGE_DEFAULTS, ...Object.fromEntries(stated) };
}

import type { ResolvedUsage } from "./resolved-usage.js";

/** What a month brings, as far as it is known; what isn't is assumed, and each line of an estimate that rests on it says so. */
export type UsageOptions = { readonly [Key in keyof ResolvedUsage]?: ResolvedUsage[Key] | undefined };

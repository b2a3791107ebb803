import { secondsOf } from "../duration/seconds-of.js";
import type { ResolvedTraits } from "./resolved-traits.js";
import type { GuardsOptions, TraitsOptions } from "./traits-options.js";

/** Nothing is assumed of an app that says nothing of itself. */
export const resolveTraits = ({ guards = {}, ...traits }: TraitsOptions = {}): ResolvedTraits => ({
  ...resolveGuards(guards),
  paths: traits.paths ?? null,
  healthAsks: traits.healthAsks ?? [],
  cutsAfterSeconds: traits.cutsAfter === undefined ? null : secondsOf(traits.cutsAfter, 0),
  keeps: traits.keeps ?? null,
  databaseConnections: traits.databaseConnections ?? null,
  concurrency: traits.concurrency ?? null,
  exitsAfterSeconds: traits.exitsAfter === undefined ? null : secondsOf(traits.exitsAfter, 0),
});

const resolveGuards = ({
  hosts = null,
  keyExcept = null,
  rateLimitExcept = null,
  trustedProxies = null,
}: GuardsOptions): Pick<ResolvedTraits, "hosts" | "keyExcept" | "rateLimitExcept" | "trustedProxies"> => ({
  hosts,
  keyExcept,
  rateLimitExcept,
  trustedProxies,
});

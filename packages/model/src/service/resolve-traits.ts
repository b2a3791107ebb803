import { secondsOf } from "../duration/seconds-of.js";
import type { ResolvedTraits } from "./resolved-traits.js";
import type { GuardsOptions, TraitsOptions } from "./traits-options.js";

/** Nothing is assumed of an app that says nothing of itself. */
export const resolveTraits = ({ guards = {}, ...traits }: TraitsOptions = {}): ResolvedTraits => ({
  ...resolveGuards(guards),
  paths: traits.paths ?? null,
  healthAsks: traits.healthAsks ?? [],
  cutsAfterSeconds: traits.cutsAfter === undefined ? null : secondsOf(traits.cutsAfter, 0),
  keepAliveSeconds: traits.keepAlive === undefined ? null : secondsOf(traits.keepAlive, 0),
  keeps: traits.keeps ?? null,
  databaseConnections: traits.databaseConnections ?? null,
  concurrency: traits.concurrency ?? null,
  exitsAfterSeconds: traits.exitsAfter === undefined ? null : secondsOf(traits.exitsAfter, 0),
});

type ResolvedGuards = Pick<ResolvedTraits, "hosts" | "keyExcept" | "rateLimitExcept" | "trustedProxies">;

const resolveGuards = (guards: GuardsOptions): ResolvedGuards => ({
  hosts: guards.hosts ?? null,
  keyExcept: guards.keyExcept ?? null,
  rateLimitExcept: guards.rateLimitExcept ?? null,
  trustedProxies: guards.trustedProxies ?? null,
});

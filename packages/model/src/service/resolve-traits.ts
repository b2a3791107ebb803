import { secondsOf } from "../duration/seconds-of.js";
import type { ResolvedTraits } from "./resolved-traits.js";
import type { TraitsOptions } from "./traits-options.js";

/** Nothing is assumed of an app that says nothing of itself. */
export const resolveTraits = ({ guards = {}, ...traits }: TraitsOptions = {}): ResolvedTraits => ({
  hosts: guards.hosts ?? null,
  keyExcept: guards.keyExcept ?? null,
  rateLimitExcept: guards.rateLimitExcept ?? null,
  trustedProxies: guards.trustedProxies ?? null,
  keeps: traits.keeps ?? null,
  databaseConnections: traits.databaseConnections ?? null,
  concurrency: traits.concurrency ?? null,
  exitsAfterSeconds: traits.exitsAfter === undefined ? null : secondsOf(traits.exitsAfter, 0),
});

import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import { resolveContainer } from "../service/resolve-container.js";
import type { ResolvedJob, ResolvedTrigger } from "./resolved-job.js";

/** Long enough for a migration that rewrites a table, short enough that a job which hangs is seen in the same shift. */
const DEFAULT_TIMEOUT_SECONDS = 900;

/** Fills the gaps of a job; `gates` are the services that wait for it. */
export const resolveJob = (
  { name, options }: Described<"job">,
  { tier, gates }: { readonly tier: TierValues; readonly gates: readonly string[] },
): ResolvedJob => ({
  name,
  ...resolveContainer(options, tier, { hasHealth: false }),
  trigger: resolveTrigger(options, gates),
  timeoutSeconds: secondsOf(options.timeout, DEFAULT_TIMEOUT_SECONDS),
});

function resolveTrigger(
  { schedule, timezone }: Described<"job">["options"],
  gates: readonly string[],
): ResolvedTrigger {
  if (gates.length > 0) return { kind: "release", gates: gates.toSorted() };
  if (schedule === undefined) return { kind: "on-demand" };
  // No hour comes twice or never in UTC.
  return { kind: "schedule", expression: schedule, timezone: timezone ?? "UTC" };
}

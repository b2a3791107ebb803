import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import { resolveContainer } from "../service/resolve-container.js";
import type { ResolvedJob, ResolvedTrigger } from "./resolved-job.js";

/** Long enough for a migration that rewrites a table, short enough that a job which hangs is seen in the same shift. */
const DEFAULT_TIMEOUT_SECONDS = 900;

/** What a job depends on beside its options. */
interface JobContext {
  readonly tier: TierValues;
  readonly gates: readonly string[];
  readonly tests: readonly string[];
  readonly prepares: string | null;
}

/**
 * Fills the gaps of a job; `gates` are the services that wait for it, `tests` those whose new revisions it asks, `prepares` is the
 * database that it is Fairlead's own for.
 */
export const resolveJob = (
  { name, options }: Described<"job">,
  { tier, prepares, ...services }: JobContext,
): ResolvedJob => ({
  name,
  ...resolveContainer(options, tier, { hasHealth: false }),
  trigger: prepares === null ? resolveTrigger(options, services) : { kind: "preparation", database: prepares },
  timeoutSeconds: secondsOf(options.timeout, DEFAULT_TIMEOUT_SECONDS),
});

function resolveTrigger(
  { schedule, timezone }: Described<"job">["options"],
  { gates, tests }: Pick<JobContext, "gates" | "tests">,
): ResolvedTrigger {
  if (gates.length > 0) return { kind: "release", gates: gates.toSorted() };
  if (tests.length > 0) return { kind: "smoke", tests: tests.toSorted() };
  if (schedule === undefined) return { kind: "on-demand" };
  // No hour comes twice or never in UTC.
  return { kind: "schedule", expression: schedule, timezone: timezone ?? "UTC" };
}

import type { Problem } from "@fairlead/errors";
import { environmentSchema } from "../environment/environment-schema.js";
import type { EnvironmentOptions } from "../environment/environment-options.js";
import { tierValues } from "../environment/tiers.js";
import { readOptions } from "../part/read-options.js";
import { recordOf } from "../problem/record-of.js";
import { suggestName } from "../problem/nearest-name.js";
import type { DescribedEnvironment } from "./described-app.js";

/** Stands in for an environment that can't be read, so that the rest of the description is looked at all the same. */
const STAND_IN: EnvironmentOptions = { tier: "production", region: "us-east-1" };

/** The problem of an environment that isn't there; `null` when it is. */
export function unknownEnvironment(environments: Readonly<Record<string, unknown>>, name: string): Problem | null {
  const known = Object.keys(environments);
  if (known.includes(name)) return null;
  return {
    path: "environments",
    code: "UnknownEnvironment",
    message: `There is no environment "${name}".`,
    fix: known.length === 0 ? "Add one under environments." : suggestName(name, known),
  };
}

/** Reads an environment that is there. */
export function describeEnvironment(
  environments: Readonly<Record<string, unknown>>,
  name: string,
): { environment: DescribedEnvironment; problems: readonly Problem[] } {
  const raw = environments[name];
  const base = `environments.${name}`;
  const read = readOptions(environmentSchema, raw, base);
  const options = read.options ?? withoutWhatIsWrong(raw, read.broken);
  return {
    environment: { name, options, values: tierValues(options.tier, options.overrides ?? {}), broken: read.broken },
    problems: read.problems,
  };
}

/** A tier or a region that is unknown is replaced; what else could be read stays. */
function withoutWhatIsWrong(raw: unknown, broken: ReadonlySet<string>): EnvironmentOptions {
  const sound = Object.entries(recordOf(raw)).filter(([key]) => !broken.has(key));
  const parsed = environmentSchema.safeParse({ ...STAND_IN, ...Object.fromEntries(sound) });
  return parsed.success ? parsed.data : STAND_IN;
}

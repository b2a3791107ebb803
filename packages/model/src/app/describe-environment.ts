import { UserError, type Problem } from "@fairlead/errors";
import { environmentSchema } from "../environment/environment-schema.js";
import type { EnvironmentOptions } from "../environment/environment-options.js";
import { tierValues } from "../environment/tiers.js";
import { readOptions } from "../part/read-options.js";
import { suggestName } from "../problem/nearest-name.js";
import type { DescribedEnvironment } from "./described-app.js";

/** Stands in for an environment that can't be read, so that the rest of the description is looked at all the same. */
const STAND_IN: EnvironmentOptions = { tier: "production", region: "us-east-1" };

/** Reads the environment that is asked for; throws when there is none of the name. */
export function describeEnvironment(
  environments: Readonly<Record<string, unknown>>,
  name: string,
): { environment: DescribedEnvironment; problems: readonly Problem[] } {
  const known = Object.keys(environments);
  if (!known.includes(name)) {
    throw UserError.of("UnknownEnvironment", {
      message: `There is no environment "${name}".`,
      fix: known.length === 0 ? "Add one under environments." : suggestName(name, known),
    });
  }
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
  const sound = Object.entries(Object(raw)).filter(([key]) => !broken.has(key));
  const parsed = environmentSchema.safeParse({ ...STAND_IN, ...Object.fromEntries(sound) });
  return parsed.success ? parsed.data : STAND_IN;
}

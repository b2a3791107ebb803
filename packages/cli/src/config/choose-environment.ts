import { UserError } from "@fairlead/errors";
import type { LoadedConfig } from "./load-config.js";

/**
 * The environment that was named, or the only one there is.
 * Whether the named one exists is the model's to say, with the nearest name.
 *
 * @throws UserError when there is none, and when several exist and none was named.
 */
export function chooseEnvironment({ description }: LoadedConfig, named: string | null): string {
  if (named !== null) return named;
  const names = description.environments.map(({ name }) => name);
  const [only] = names;
  if (only === undefined) {
    throw UserError.of("NoEnvironments", {
      message: "The description has no environments.",
      fix: 'Give it one, e.g. `environments: { dev: { tier: "minimal", region: "us-east-1" } }`.',
    });
  }
  if (names.length === 1) return only;
  throw UserError.of("EnvironmentNotNamed", {
    message: `The description has several environments: ${names.join(", ")}.`,
    fix: `Name one, e.g. \`--env ${only}\`, or set FAIRLEAD_ENV.`,
  });
}

import { ConfigurationError } from "../errors/configuration-error.js";
import { type Environment, environmentSchema, readEnvironment, type Variables } from "./environment.js";
import { type Command, missingFor } from "./requirements.js";
import { settingInfos } from "./setting.js";
import { similarNames } from "./similar-names.js";
import { withInjectedSecrets } from "./injected-secrets.js";

export interface Configuration {
  readonly environment: Environment;
  /** Things to say at the start; names only. */
  readonly warnings: readonly string[];
  /** Values that must never be seen in any output. */
  readonly secrets: readonly string[];
}

/** @throws ConfigurationError with every problem at once. */
export function loadConfiguration(command: Command, variables: Variables): Configuration {
  const all = withInjectedSecrets(variables);
  const read = readEnvironment(all.variables);
  const unreadable = read.kind === "read" ? [] : read.problems;
  const missing = missingFor(command, all.variables);
  const problems = [...all.problems, ...unreadable, ...missing];
  if (read.kind === "unreadable" || problems.length > 0) throw new ConfigurationError(problems);
  return {
    environment: read.environment,
    warnings: warningsOf(Object.keys(all.variables)),
    secrets: secretsOf(all.variables),
  };
}

const warningsOf = (names: readonly string[]): readonly string[] =>
  similarNames(names, Object.keys(environmentSchema.shape)).map(
    ({ given, known }) => `The variable ${given} is unknown and has no effect; is ${known} meant?`,
  );

/** Passwords inside of URLs count too. */
function secretsOf(variables: Variables): readonly string[] {
  const values = Object.entries(environmentSchema.shape).flatMap(([name, schema]) => {
    const value = variables[name];
    return value === undefined || settingInfos.get(schema)?.isSecret !== true
      ? []
      : [value.trim(), ...value.split(",").map((part) => part.trim()), ...passwordOf(value)];
  });
  return [...new Set(values)].filter((value) => value.length >= 6);
}

function passwordOf(value: string): readonly string[] {
  const password = URL.parse(value)?.password ?? "";
  return [password, unescapePercent(password)];
}

function unescapePercent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

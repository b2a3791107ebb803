import { UserError } from "@fairlead/errors";
import type { OptionDefinition } from "./command.js";

/** What every command takes. */
export interface GlobalOptions {
  /** `null`: none was named. */
  readonly environment: string | null;
  /** `null`: searched for from the current folder upwards. */
  readonly config: string | null;
  readonly json: boolean;
  readonly yes: boolean;
  readonly quiet: boolean;
  /** How often `-v` was given. */
  readonly verbosity: number;
  readonly noColor: boolean;
}

/** The options in the order of the help, each with the environment variable that stands for it. */
export const GLOBAL_OPTIONS: readonly (OptionDefinition & { readonly variable: string })[] = [
  { flags: "-e, --env <name>", says: "environment; may be left out when there is only one", variable: "FAIRLEAD_ENV" },
  {
    flags: "-c, --config <file>",
    says: "configuration file; else fairlead.config.{ts,mts,js,mjs} is searched for upwards",
    variable: "FAIRLEAD_CONFIG",
  },
  { flags: "--json", says: "one JSON document on stdout and nothing else there", variable: "FAIRLEAD_JSON" },
  { flags: "-y, --yes", says: "take the default instead of asking", variable: "FAIRLEAD_YES" },
  { flags: "-q, --quiet", says: "no progress and no hints", variable: "FAIRLEAD_QUIET" },
  {
    flags: "-v, --verbose",
    says: "more detail: accepted findings, every changed property, durations",
    variable: "FAIRLEAD_VERBOSE",
  },
  { flags: "--no-color", says: "no colours (NO_COLOR and FORCE_COLOR count too)", variable: "FAIRLEAD_NO_COLOR" },
];

type Variables = Readonly<Record<string, string | undefined>>;

const ON = ["1", "true", "yes", "on"];
const OFF = ["", "0", "false", "no", "off"];

function switchIn(variables: Variables, name: string): boolean {
  const value = (variables[name] ?? "").toLowerCase();
  if (ON.includes(value)) return true;
  if (OFF.includes(value)) return false;
  throw UserError.of("InvalidVariable", {
    message: `The environment variable ${name} is "${value}", which is neither on nor off.`,
    fix: `Set ${name} to 1 or 0, or unset it.`,
  });
}

function countIn(variables: Variables, name: string): number {
  const value = variables[name] ?? "";
  return /^\d$/.test(value) ? Number(value) : Number(switchIn(variables, name));
}

const textOr = (given: unknown, otherwise: string | undefined): string | null => {
  const value = typeof given === "string" ? given : (otherwise ?? "");
  return value === "" ? null : value;
};

/** Options given on the command line win over the environment's variables. */
export function readGlobalOptions(given: Readonly<Record<string, unknown>>, variables: Variables): GlobalOptions {
  const isGiven = (name: string, variable: string): boolean => given[name] === true || switchIn(variables, variable);
  return {
    environment: textOr(given["env"], variables["FAIRLEAD_ENV"]),
    config: textOr(given["config"], variables["FAIRLEAD_CONFIG"]),
    json: isGiven("json", "FAIRLEAD_JSON"),
    yes: isGiven("yes", "FAIRLEAD_YES"),
    quiet: isGiven("quiet", "FAIRLEAD_QUIET"),
    verbosity: typeof given["verbose"] === "number" ? given["verbose"] : countIn(variables, "FAIRLEAD_VERBOSE"),
    noColor: given["color"] === false || switchIn(variables, "FAIRLEAD_NO_COLOR"),
  };
}

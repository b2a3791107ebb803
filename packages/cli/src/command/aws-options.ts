import { UserError } from "@fairlead/errors";
import { parseDurationSeconds } from "@fairlead/model";
import type { CommandContext, OptionDefinition } from "./command.js";
import { textOption } from "./command.js";

/** What every command takes that speaks to AWS; named as the AWS CLI names them. */
export const AWS_OPTIONS: readonly OptionDefinition[] = [
  { flags: "--profile <name>", says: "profile of AWS's configuration files; else AWS_PROFILE and the standard chain" },
  { flags: "--region <name>", says: "must be the environment's own region, and is refused otherwise" },
];

/** How long a command waits; the number is the command's own. */
export const timeoutOption = (standard: string): OptionDefinition => ({
  flags: "--timeout <duration>",
  says: `how long to wait, e.g. 90s, 30m or 2h (default ${standard})`,
});

/**
 * Reads an option that holds a duration, in seconds.
 *
 * @param standard What holds when it isn't given, written as a reader would, e.g. `30m`.
 * @throws UserError when it is no duration.
 */
export function durationOption(context: CommandContext, name: string, standard: string): number {
  const text = textOption(context, name) ?? standard;
  const seconds = parseDurationSeconds(text);
  if (seconds !== null && seconds > 0) return seconds;
  throw UserError.of("InvalidDuration", {
    message: `"${text}" is not a duration that --${name} could take.`,
    fix: "Write a whole number and its unit: 90s, 30m, 2h or 1d.",
  });
}

/** Reads an option that may be given several times, e.g. `--image a=… --image b=…`. */
export function listOption(context: CommandContext, name: string): readonly string[] {
  const value = context.options[name];
  if (!Array.isArray(value)) return [];
  return value.filter((word) => typeof word === "string");
}

/** The profile that was named; `null`: the standard chain decides. */
export const profileOption = (context: CommandContext): string | null => textOption(context, "profile");

/** @throws UserError when another region was named than the environment's. */
export function requireRegion(
  context: CommandContext,
  environment: { readonly name: string; readonly region: string },
): string {
  const named = textOption(context, "region");
  if (named === null || named === environment.region) return environment.region;
  throw UserError.of("OtherRegion", {
    message: `The environment ${environment.name} is in ${environment.region}, and --region says ${named}.`,
    fix: `Leave --region out, or move the environment: \`region: "${named}"\` in the description makes another environment there.`,
  });
}

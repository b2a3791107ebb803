import { UserError } from "@fairlead/errors";
import { type CommandContext, textOption } from "../command/command.js";
import { type LoadedConfig } from "../config/load-config.js";
import { listed } from "../report/phrases.js";

/**
 * The region that was named, that of the environment that was named, or those of all environments.
 *
 * @throws UserError when there is none that prices are known for.
 */
export function regionsInUse(
  context: CommandContext,
  { description }: LoadedConfig,
  known: readonly string[],
): readonly string[] {
  const { environment } = context.global;
  const stated = textOption(context, "region");
  const named = description.environments.filter(({ name }) => environment === null || name === environment);
  if (stated === null && named.length === 0)
    throw UserError.of("UnknownEnvironment", {
      message:
        environment === null ? "The description has no environments." : `There is no environment ${environment}.`,
      fix: `Name a region instead: \`--region ${known[0] ?? "us-east-1"}\`, or run \`fairlead list\` to see the environments.`,
    });
  const regions = stated === null ? named.flatMap(({ region }) => region ?? []) : [stated];
  const unknown = regions.filter((region) => !known.includes(region));
  if (unknown.length === 0) return [...new Set(regions)];
  throw UserError.of("RegionWithoutPrices", {
    message: `Fairlead knows no prices of ${listed([...new Set(unknown)])}.`,
    fix: `There are prices of ${listed(known)}.`,
  });
}

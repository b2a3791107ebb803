import { type CommandContext, type CommandResult } from "../command/command.js";
import { refreshedPrices } from "../prices/refreshed-prices.js";
import { shownPrices } from "../prices/shown-prices.js";

/** `fairlead prices` */
export async function runPrices(context: CommandContext): Promise<CommandResult> {
  const [action] = context.arguments;
  return action === "refresh" ? await refreshedPrices(context) : await shownPrices(context);
}

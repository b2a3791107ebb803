import type { Price } from "@fairlead/cost";
import type { CommandContext, CommandResult } from "../command/command.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { outputFolders } from "../folder/output-folders.js";
import { section } from "../report/page.js";
import { columns } from "../terminal/wrap.js";
import { pageOf } from "../commands/app-choice.js";
import { pricesIn } from "./fetched-prices.js";
import { regionsInUse } from "./regions-in-use.js";

/** Lists what an estimate goes by: the fetched prices where there are some, the shipped ones beside. */
export async function shownPrices(context: CommandContext): Promise<CommandResult> {
  const { ports, global, progress } = context;
  progress.stage("Loading the description");
  const config = await loadConfig(ports, global.config);
  const { shippedPrices } = await import("@fairlead/cost");
  const fetched = ports.files.read(outputFolders(config.baseFolder, "").pricesFile);
  const shipped = shippedPrices();
  const book = fetched === null ? shipped : shipped.preferring(await pricesIn(fetched));
  const regions = regionsInUse(context, config, book.regions);
  progress.end();
  const prices = book.prices.filter(({ region }) => regions.includes(region) || region === "global");
  return {
    code: EXIT_CODES.ok.code,
    document: { regions, prices },
    text: () => [...regions, "global"].flatMap((region) => regionLines(region, prices, context)).join("\n"),
  };
}

function regionLines(region: string, prices: readonly Price[], context: CommandContext): readonly string[] {
  const page = pageOf(context);
  const rows = prices
    .filter((price) => price.region === region)
    .map(({ service, item, usd, unit, asOf, confidence, source }) => [
      String(usd).padStart(12),
      unit,
      asOf ?? "undated",
      confidence,
      `${page.style("name", service)}: ${item}${page.verbosity === 0 ? "" : ` (${source})`}`,
    ]);
  return section(`Prices of ${region}, USD`, columns(rows, page.width, ""), page);
}

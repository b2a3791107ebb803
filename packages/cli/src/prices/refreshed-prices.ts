import { join } from "node:path";
import type { MissedPrice, OpenFile, Price } from "@fairlead/cost";
import { UserError } from "@fairlead/errors";
import type { CommandContext, CommandResult } from "../command/command.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { explainRefusal } from "../files/system-code.js";
import { type OutputFolders, outputFolders } from "../folder/output-folders.js";
import { makeRootFolder } from "../folder/replace-folder.js";
import type { Ports } from "../ports.js";
import { count } from "../report/phrases.js";
import { wrapHanging } from "../terminal/wrap.js";
import { pricesIn } from "./fetched-prices.js";
import { regionsInUse } from "./regions-in-use.js";

/**
 * Fetches the prices of the regions in use and puts them beside the project: all that was found, or nothing when the network fails.
 *
 * @throws UserError when the network fails, when nothing was found, or when the file can't be written.
 */
export async function refreshedPrices(context: CommandContext): Promise<CommandResult> {
  const { ports, global, progress } = context;
  progress.stage("Loading the description");
  const config = await loadConfig(ports, global.config);
  const { REFRESHABLE_REGIONS, refreshPrices, shippedPrices } = await import("@fairlead/cost");
  const regions = regionsInUse(context, config, REFRESHABLE_REGIONS);
  const { prices, missed } = await refreshPrices({
    book: shippedPrices(),
    regions,
    open: counted(context),
    today: ports.clock.today(),
    onFile: ({ offer, region }) => {
      progress.stage(`Reading ${offer} of ${region}`);
    },
  });
  progress.end();
  if (prices.length === 0) throw nothingFound(missed);
  const folders = outputFolders(config.baseFolder, "");
  makeRootFolder(folders.root, ports.files);
  const others = await keptPrices(folders, regions, ports);
  await write(folders, [...others, ...prices], ports);
  return {
    code: EXIT_CODES.ok.code,
    document: { regions, file: folders.pricesFile, found: prices, missed },
    text: () => lines({ prices, missed, file: folders.pricesFile }, context).join("\n"),
  };
}

const MEGABYTE = 1_000_000;

/** Tells a waiting person how much has come. */
const counted = ({ ports, progress }: CommandContext): OpenFile =>
  async function* (url) {
    let length = 0;
    let told = 0;
    for await (const piece of ports.network.open(url)) {
      length += piece.length;
      if (length - told > MEGABYTE) {
        told = length;
        progress.detail(`${Math.round(length / MEGABYTE)} MB`);
        await ports.interruption.answer();
      }
      yield piece;
    }
  };

/** What an earlier refresh has fetched for regions that aren't asked for now. */
async function keptPrices(
  { pricesFile }: OutputFolders,
  regions: readonly string[],
  { files }: Ports,
): Promise<readonly Price[]> {
  const text = files.read(pricesFile);
  if (text === null) return [];
  try {
    return (await pricesIn(text)).filter(({ region }) => !regions.includes(region));
  } catch {
    // A damaged file is what a refresh mends.
    return [];
  }
}

/** In one step: whoever reads sees the old file or the new one, whole. */
async function write({ root, pricesFile }: OutputFolders, prices: readonly Price[], { files }: Ports): Promise<void> {
  const { writePrices } = await import("@fairlead/cost");
  const scratch = join(root, `.prices.${files.processId}.new`);
  try {
    files.write(scratch, writePrices(prices));
    files.rename(scratch, pricesFile);
  } catch (error) {
    files.remove(scratch);
    throw explainRefusal(error, root);
  }
}

const nothingFound = (missed: readonly MissedPrice[]): UserError =>
  UserError.of("NoPricesFound", {
    message: `Not one of ${missed.length} prices was found in AWS's price list: ${missed[0]?.because ?? ""}.`,
    fix: "The prices that were there still hold. If the list has changed its form, a newer version of Fairlead may know it.",
  });

interface Outcome {
  readonly prices: readonly Price[];
  readonly missed: readonly MissedPrice[];
  readonly file: string;
}

const SHOWN = 10;

function lines({ prices, missed, file }: Outcome, { width, global }: CommandContext): readonly string[] {
  const shown = global.verbosity === 0 ? missed.slice(0, SHOWN) : missed;
  const rest = missed.length - shown.length;
  return [
    `${count(prices.length, "price")} of AWS's price list stand in ${file} now, and estimates go by them.`,
    ...(missed.length === 0
      ? []
      : [`${count(missed.length, "price")} stayed as ${missed.length === 1 ? "it was" : "they were"}:`]),
    ...shown.flatMap(({ service, item, region, because }) =>
      wrapHanging("  ", `${region}, ${service}: ${item}: ${because}`, width),
    ),
    ...(rest === 0 ? [] : [`  and ${rest} more, which \`-v\` shows`]),
  ];
}

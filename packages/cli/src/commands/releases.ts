import { giveUpRelease, listReleases, type ShownRelease, showRelease } from "@fairlead/deploy";
import { openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { releaseLines, releasePage } from "../report/release-text.js";
import { pageOf } from "./app-choice.js";
import { releaseNumber, wholeNumber } from "./whole-number.js";

/** A screen full. */
const LIMIT = "20";

const documentOf = ({ record, state, seconds }: ShownRelease) => ({ ...record, state, seconds });

function pageResult(context: CommandContext, release: ShownRelease): CommandResult {
  return {
    code: EXIT_CODES.ok.code,
    document: { release: documentOf(release) },
    text: () => releasePage(release, pageOf(context)).join("\n"),
  };
}

/** `fairlead releases` */
export async function runReleases(context: CommandContext): Promise<CommandResult> {
  const [action = "", text = ""] = context.arguments;
  const number = action === "show" || action === "give-up" ? releaseNumber(text) : null;
  const limit = wholeNumber(textOption(context, "limit") ?? LIMIT, "limit");
  const { app, ports } = await openEnvironment(context);
  if (number !== null && action === "show") return pageResult(context, await showRelease(app, number, ports));
  if (number !== null) {
    const evenIfUnderWay = isOn(context, "runsNoMore");
    return pageResult(context, await giveUpRelease(app, { number, evenIfUnderWay }, ports));
  }
  const releases = await listReleases(app, limit, ports);
  return {
    code: EXIT_CODES.ok.code,
    document: { app: app.name, environment: app.environment.name, releases: releases.map(documentOf) },
    text: () => releaseLines(releases, pageOf(context)).join("\n"),
  };
}

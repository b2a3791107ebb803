import type { CommandContext } from "../command/command.js";
import type { AppChoice } from "../plan/open-app.js";
import type { Page } from "../report/page.js";

/** Which app and environment a command line speaks of. */
export const appChoiceOf = ({ ports, progress, global }: CommandContext): AppChoice => ({
  ports,
  progress,
  config: global.config,
  environment: global.environment,
});

export const pageOf = ({ style, width, global }: CommandContext): Page => ({
  style,
  width,
  verbosity: global.verbosity,
});

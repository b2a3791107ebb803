import type { CommandContext } from "../command/command.js";
import { isCi } from "../run-mode.js";

/** Whether a person is there who can answer a question, whatever was agreed to in advance. */
export const isSomebodyThere = ({ ports, global }: Pick<CommandContext, "ports" | "global">): boolean =>
  ports.terminal.inIsTty && ports.terminal.errIsTty && !global.json && !isCi(ports.env);

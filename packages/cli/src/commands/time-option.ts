import { UserError } from "@fairlead/errors";
import { parseDurationSeconds } from "@fairlead/model";
import { type CommandContext, textOption } from "../command/command.js";

/**
 * Reads a moment: so long ago (`10m`), or a time in ISO form. In milliseconds since 1970; `null`: not given.
 *
 * @throws UserError when it is neither.
 */
export function timeOption(context: CommandContext, name: string): number | null {
  const text = textOption(context, name);
  if (text === null) return null;
  const seconds = parseDurationSeconds(text);
  if (seconds !== null) return context.ports.clock.nowMs() - seconds * 1000;
  const atMs = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}/u.test(text) && !Number.isNaN(atMs)) return atMs;
  throw UserError.of("InvalidTime", {
    message: `"${text}" is no time that --${name} could take.`,
    fix: "Write how long ago it was (90s, 10m, 2h, 1d), or when: 2026-11-21T10:00:00Z.",
  });
}

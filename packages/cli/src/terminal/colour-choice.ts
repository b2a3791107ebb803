import { colourStyle, plainStyle, type Style } from "./style.js";

/** All that decides whether output is coloured. */
export interface ColourFacts {
  readonly noColorOption: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTty: boolean;
}

/**
 * `--no-color` first, then `NO_COLOR` (https://no-color.org: present and not empty), then `FORCE_COLOR` (`0` and `false` mean no),
 * then whether it is a terminal that can do it.
 */
export function wantsColour({ noColorOption, env, isTty }: ColourFacts): boolean {
  if (noColorOption) return false;
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTty && env["TERM"] !== "dumb";
}

export const chooseStyle = (facts: ColourFacts): Style => (wantsColour(facts) ? colourStyle : plainStyle);

import { expectPresent } from "@fairlead/errors";
import { parseDurationSeconds } from "./duration.js";

/** Seconds of a duration that was checked, or of its default. */
export const secondsOf = (text: string | undefined, defaultSeconds: number): number =>
  text === undefined ? defaultSeconds : expectPresent(parseDurationSeconds(text), `The duration "${text}"`);

import { z } from "zod";
import { rule } from "../problem/rule.js";
import { formatDuration, parseDurationSeconds } from "./duration.js";

/** The least and the most that a duration may be, in seconds. */
interface DurationRange {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

/** A day is longer than anything that an app waits for here. */
const ANY: DurationRange = { minSeconds: 0, maxSeconds: 365 * 86_400 };

/** A duration as the user writes it; stays a text, so that the parsed options are the written ones. */
export const durationSchema = ({ minSeconds, maxSeconds }: DurationRange = ANY) =>
  z.string().check(
    rule(
      (text) => parseDurationSeconds(text) !== null,
      (text) => ({
        code: "InvalidDuration",
        message: `"${text}" is not a duration.`,
        fix: 'Write a whole number and a unit, e.g. "30s", "10m" or "2h".',
      }),
    ),
    rule(
      (text) => {
        const seconds = parseDurationSeconds(text);
        return seconds === null || (seconds >= minSeconds && seconds <= maxSeconds);
      },
      (text) => ({
        code: "DurationOutOfRange",
        message: `"${text}" is outside ${formatDuration(minSeconds)} to ${formatDuration(maxSeconds)}.`,
        fix: `Choose a duration from ${formatDuration(minSeconds)} to ${formatDuration(maxSeconds)}.`,
      }),
    ),
  );

/** A duration that is counted in whole minutes where it ends up. */
export const minutesSchema = (range: DurationRange) =>
  durationSchema(range).check(
    rule(
      (text) => (parseDurationSeconds(text) ?? 0) % 60 === 0,
      (text) => ({
        code: "NotWholeMinutes",
        message: `"${text}" is not a whole number of minutes.`,
        fix: 'AWS counts in whole minutes here; write e.g. "5m".',
      }),
    ),
  );

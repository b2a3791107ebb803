import { z } from "zod";
import { rule } from "../problem/rule.js";

/** The name of a time zone, of those that this Node knows. */
export const timezoneSchema = z.string().check(
  rule(isTimezone, (text) => ({
    code: "UnknownTimezone",
    message: `"${text}" is not a time zone.`,
    fix: 'Use a name of the IANA database, e.g. "Europe/Berlin".',
  })),
);

function isTimezone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

import { UserError } from "@fairlead/errors";

/** Reads a whole number from 1 on. @throws UserError for anything else. */
export function wholeNumber(text: string, what: string): number {
  const number = readNumber(text);
  if (number !== null) return number;
  throw UserError.of("InvalidNumber", { message: `"${text}" is no ${what}.`, fix: "Write a whole number, e.g. 20." });
}

/** Reads the number of a release. @throws UserError for anything else. */
export function releaseNumber(text: string): number {
  const number = readNumber(text);
  if (number !== null) return number;
  throw UserError.of("InvalidRelease", {
    message: text === "" ? "It must be said which release." : `"${text}" is no number of a release.`,
    fix: "`fairlead releases` lists them.",
  });
}

// A ledger ends at 999,999, which a thousand releases a day reach in three years.
const readNumber = (text: string): number | null => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null);

import { UserError } from "@fairlead/errors";

/** Reads a whole number from 1 on, e.g. of a release. @throws UserError for anything else. */
export function wholeNumber(text: string, what: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw UserError.of("InvalidNumber", {
    message: text === "" ? `${what} is missing.` : `"${text}" is no ${what}.`,
    fix: "Write a whole number, e.g. 42; `fairlead releases` lists them.",
  });
}

import { UserError } from "@fairlead/errors";
import { nearest } from "../terminal/nearest.js";

/**
 * The one that was named, or the only one there is.
 *
 * @param kind In the singular, e.g. `service`.
 * @throws UserError when there is no such, and when several exist and none was named.
 */
export function choosePart(kind: string, named: string, names: readonly string[]): string {
  if (named !== "" && names.includes(named)) return named;
  const there = names.length === 0 ? `The app has no ${kind}.` : `There are ${names.join(", ")}.`;
  if (named !== "") {
    const meant = nearest(named, names);
    throw UserError.of("UnknownPart", {
      message: `The app has no ${kind} "${named}".`,
      fix: meant === null ? there : `Did you mean ${meant}?`,
    });
  }
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw UserError.of("PartNotNamed", { message: `Which ${kind} is not said.`, fix: there });
}

import type { ResolvedApp, ResolvedSecret } from "@fairlead/model";
import type { GivenSecret } from "./given-secret.js";

/** Where the values come from of secrets that somebody has to set and that have none when a deployment begins. */
export interface FirstValues {
  /** Brought along. What has a value keeps it. */
  readonly given: readonly GivenSecret[];
  /** Asks a person for the others, before anything is touched; `null`: nobody is there. Throws a UserError for a value that can't be taken. */
  readonly ask: ((lacking: readonly ValuelessSecret[]) => Promise<readonly GivenSecret[]>) | null;
}

/** No value is brought along, and nobody can be asked for one. */
export const NO_FIRST_VALUES: FirstValues = { given: [], ask: null };

/** A secret without a value. `fields`: those of its JSON that are to be given; `null`: it is one text. */
export interface ValuelessSecret {
  readonly secret: string;
  readonly fields: readonly string[] | null;
}

/** The secrets of an app that somebody has to set. */
export const secretsToSet = (app: ResolvedApp): readonly ResolvedSecret[] =>
  app.secrets.filter(({ value }) => value.kind === "operator");

/** What of a secret the given values leave open; `null`: nothing. */
export function leftOpen({ name, value }: ResolvedSecret, given: readonly GivenSecret[]): ValuelessSecret | null {
  const own = given.filter(({ secret }) => secret === name);
  const keys = value.kind === "operator" ? value.keys : [];
  // Whether a whole value has all fields is looked at where it is taken.
  if (own.some(({ key }) => key === null)) return null;
  if (keys.length === 0) return { secret: name, fields: null };
  const fields = keys.filter((field) => own.every(({ key }) => key !== field));
  return fields.length === 0 ? null : { secret: name, fields };
}

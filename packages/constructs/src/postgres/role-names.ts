/** The roles of a database whose credentials rotate. */
export interface RoleNames {
  /** Owns the database and all that the app makes in it; nobody signs in as it. */
  readonly owner: string;
  /** The two that take turns. Both act as the owner from the moment they are signed in. */
  readonly logins: readonly [string, string];
}

/** PostgreSQL cuts names at 63 bytes. */
const MAXIMUM_LENGTH = 63;

/** `app_owner`, `app_a` and `app_b` for the database `app`. */
export function roleNames(databaseName: string): RoleNames {
  const base = databaseName.slice(0, MAXIMUM_LENGTH - "_owner".length);
  return { owner: `${base}_owner`, logins: [`${base}_a`, `${base}_b`] };
}

/** The one of the two whose turn is next; whoever is not one of them is followed by the first. */
export const restingRole = ({ logins: [first, second] }: RoleNames, current: string): string =>
  current === first ? second : first;

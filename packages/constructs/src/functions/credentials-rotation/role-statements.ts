import type { RoleNames } from "../../postgres/role-names.js";
import type { RoleFacts } from "./role-facts.js";

/**
 * What the master user runs so that the app's two login roles own everything through a third. Running it again on what it made
 * changes nothing.
 */
export function roleStatements(names: RoleNames, databaseName: string, facts: RoleFacts): readonly string[] {
  const owner = quoteIdentifier(names.owner);
  const missing = (role: string) => !facts.roles.includes(role);
  return [
    ...(missing(names.owner) ? [`CREATE ROLE ${owner} NOLOGIN`] : []),
    // Whoever gives a database away must be a member of the role that gets it; the master user is no superuser on RDS.
    `GRANT ${owner} TO CURRENT_USER`,
    ...names.logins.flatMap((login) => [
      ...(missing(login) ? [`CREATE ROLE ${quoteIdentifier(login)} LOGIN`] : []),
      `GRANT ${owner} TO ${quoteIdentifier(login)}`,
      // From the first statement of a session on, what a login makes belongs to the owner.
      `ALTER ROLE ${quoteIdentifier(login)} SET role TO ${owner}`,
    ]),
    ...handOver(names, databaseName, facts),
    ...(facts.extensionRole ? [`GRANT rds_extension TO ${owner}`] : []),
  ];
}

/** The app's database and all that the master user made in it, as an app without rotation does. */
function handOver(names: RoleNames, databaseName: string, facts: RoleFacts): readonly string[] {
  if (facts.databaseOwner === names.owner) return [];
  const owner = quoteIdentifier(names.owner);
  return [
    `REASSIGN OWNED BY CURRENT_USER TO ${owner}`,
    // It takes the master user's other databases along; they are none of the app's.
    ...facts.otherDatabases.map((name) => `ALTER DATABASE ${quoteIdentifier(name)} OWNER TO CURRENT_USER`),
    `ALTER DATABASE ${quoteIdentifier(databaseName)} OWNER TO ${owner}`,
  ];
}

/** The server stores the verifier as it is, so that the password itself is in none of its logs. */
export const passwordStatement = (role: string, verifier: string): string =>
  `ALTER ROLE ${quoteIdentifier(role)} PASSWORD ${quoteLiteral(verifier)}`;

const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

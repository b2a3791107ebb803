import { expectPresent } from "@fairlead/errors";
import { Client } from "pg";
import { roleNames } from "../../postgres/role-names.js";
import type { Postgres, SignIn } from "./ports.js";
import type { RoleFacts } from "./role-facts.js";

/** Where the server is and how it is spoken to. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  /** `verified`: TLS with a certificate that Node's authorities vouch for. `plain` is for a server on the same machine. */
  readonly transport: "verified" | "plain";
}

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 60_000;

/** `invalid_authorization_specification`, `invalid_password`. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS: readonly unknown[] = ["28000", "28P01"];

/** The database server by way of `pg`. */
export const createNodePostgres = (address: PostgresAddress): Postgres => ({
  async actingRole(signIn) {
    try {
      return await inSession(address, signIn, async (client) => {
        const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
        return expectPresent(rows[0], "The row of current_user").role;
      });
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  },
  roleFacts: (signIn) => inSession(address, signIn, (client) => readRoleFacts(client, address.databaseName)),
  run: (signIn, statements) =>
    inSession(address, signIn, async (client) => {
      await client.query("BEGIN");
      for (const statement of statements) await client.query(statement);
      await client.query("COMMIT");
    }),
});

const isRefusal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && REFUSALS.includes(error.code);

/** A session of its own for each piece of work: an end without COMMIT undoes it. */
async function inSession<Result>(
  { host, port, databaseName, transport }: PostgresAddress,
  { username, password }: SignIn,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    host,
    port,
    database: databaseName,
    user: username,
    password,
    ssl: transport === "verified" ? { rejectUnauthorized: true } : false,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: "credentials-rotation",
  });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

async function readRoleFacts(client: Client, databaseName: string): Promise<RoleFacts> {
  const { owner, logins } = roleNames(databaseName);
  const wanted = [owner, ...logins, "rds_extension"];
  const roles = await client.query<{ name: string }>("SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1)", [
    wanted,
  ]);
  const databases = await client.query<{ name: string; owner: string; mine: boolean }>(
    "SELECT datname AS name, pg_get_userbyid(datdba) AS owner, pg_get_userbyid(datdba) = current_user AS mine FROM pg_database",
  );
  const names = roles.rows.map(({ name }) => name);
  const own = databases.rows.find(({ name }) => name === databaseName);
  return {
    roles: names.filter((name) => name !== "rds_extension"),
    databaseOwner: expectPresent(own, `The database ${databaseName}`).owner,
    otherDatabases: databases.rows.filter(({ name, mine }) => mine && name !== databaseName).map(({ name }) => name),
    extensionRole: names.includes("rds_extension"),
  };
}

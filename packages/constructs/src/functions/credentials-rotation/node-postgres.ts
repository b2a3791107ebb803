import { setTimeout } from "node:timers/promises";
import { expectPresent } from "@fairlead/errors";
import { Client } from "pg";
import { roleNames } from "../../postgres/role-names.js";
import { databaseAuthorities } from "./database-authorities.js";
import type { Postgres, SignIn } from "./ports.js";
import type { RoleFacts } from "./role-facts.js";

/** Where the server is and how it is spoken to. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  /** `verified`: TLS with a certificate that an authority of RDS or of Node's own list vouches for. `plain` is for a server on the same machine. */
  readonly transport: "verified" | "plain";
  /** How long to wait before a server that is not there yet is tried again. */
  readonly retryDelayMs: number;
}

/**
 * An Aurora instance that is paused holds a connection while it wakes: about 15 seconds, and 30 or more after a day's pause.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html (2026-11)
 */
const CONNECT_TIMEOUT_MS = 60_000;
const STATEMENT_TIMEOUT_MS = 60_000;

/** `invalid_authorization_specification`, `invalid_password`. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS: readonly unknown[] = ["28000", "28P01"];

/**
 * What passes by itself: `cannot_connect_now`, and a name or a port that a new server does not have yet. As a stack is made, a
 * failure here would take the whole of it back.
 */
const PASSING: readonly unknown[] = ["57P03", "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN"];
const ATTEMPTS = 6;

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

const isRefusal = (error: unknown): boolean => hasCode(error, REFUSALS);

const hasCode = (error: unknown, codes: readonly unknown[]): boolean =>
  typeof error === "object" && error !== null && "code" in error && codes.includes(error.code);

/** A session of its own for each piece of work: an end without COMMIT undoes it. */
async function inSession<Result>(
  address: PostgresAddress,
  signIn: SignIn,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await openSession(address, signIn, ATTEMPTS);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function openSession(address: PostgresAddress, signIn: SignIn, attemptsLeft: number): Promise<Client> {
  const client = clientFor(address, signIn);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end();
    if (attemptsLeft <= 1 || !hasCode(error, PASSING)) throw error;
  }
  await setTimeout(address.retryDelayMs);
  return openSession(address, signIn, attemptsLeft - 1);
}

function clientFor({ host, port, databaseName, transport }: PostgresAddress, { username, password }: SignIn): Client {
  const client = new Client({
    host,
    port,
    database: databaseName,
    user: username,
    password,
    ssl: transport === "verified" ? { rejectUnauthorized: true, ca: [...databaseAuthorities()] } : false,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: "credentials-rotation",
  });
  // A connection that breaks fails its query; the event that comes along would end the process, unheard.
  client.on("error", () => undefined);
  return client;
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

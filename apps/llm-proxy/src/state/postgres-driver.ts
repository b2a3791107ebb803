import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type { Pool, PoolClient, QueryResultRow } from "pg";
import { StateError } from "../errors/state-error.js";

/**
 * Kysely over pg's pool, for a database that may hang: a connection whose statement ran into the client's timeout or
 * whose socket broke is thrown away instead of given to the next caller, who would wait behind the stuck statement.
 * Sends no session state and no named statements, so that RDS Proxy can share connections.
 */
export class PostgresDriver implements Driver {
  readonly #pool: Pool;
  readonly #open = new WeakMap<DatabaseConnection, PostgresConnection>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = new PostgresConnection(await this.#pool.connect());
    this.#open.set(connection, connection);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const isolation = settings.isolationLevel === undefined ? "" : ` isolation level ${settings.isolationLevel}`;
    await connection.executeQuery(CompiledQuery.raw(`begin${isolation}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Ending a broken connection rolls back by itself; asking it would only wait again.
    if (this.#open.get(connection)?.isBroken === true) return;
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#open.get(connection)?.release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  isBroken = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const result = await this.#client.query<R & QueryResultRow>(query.sql, [...query.parameters]);
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
    } catch (error) {
      // An answer of PostgreSQL carries a severity; everything else means that the connection is not to be trusted.
      this.isBroken ||= !(error instanceof Error && "severity" in error);
      throw error;
    }
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    await Promise.reject(
      new StateError("UnexpectedRow", { message: "Nothing here streams rows.", fix: "Read a page instead." }),
    );
    yield { rows: [] };
  }

  release(): void {
    this.#client.release(this.isBroken);
  }
}

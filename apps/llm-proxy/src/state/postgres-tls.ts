import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { StateError } from "../errors/state-error.js";
import type { PostgresAddress } from "./database-settings.js";

/** @throws StateError "BadDatabaseUrl" when the file of authorities can't be read. */
export function postgresTls(address: PostgresAddress): false | ConnectionOptions {
  const { sslMode, sslRootCertificateFile: file, host } = address;
  const authorities = file === null ? {} : { ca: readAuthorities(file) };
  switch (sslMode) {
    case "disable":
      return false;
    case "require":
      return { rejectUnauthorized: false };
    case "verify-ca":
      return { ...authorities, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case "verify-full":
      return { ...authorities, rejectUnauthorized: true, host };
  }
}

function readAuthorities(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new StateError("BadDatabaseUrl", {
      message: `The file of certificate authorities for PostgreSQL, ${path}, can't be read.`,
      fix: "Correct sslrootcert in DATABASE_URL, or PGSSLROOTCERT.",
      cause,
    });
  }
}

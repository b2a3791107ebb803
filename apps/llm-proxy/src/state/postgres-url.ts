import { StateError } from "../errors/state-error.js";
import { type PostgresAddress, SSL_MODES, type SslMode } from "./database-settings.js";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1"]);

/**
 * Takes `postgres://user:password@host:5432/database?sslmode=…&sslrootcert=…` apart. Without `sslmode` the loopback is
 * spoken to in the clear and everything else with `verify-full`: libpq's own default, `prefer`, would fall back silently.
 * @throws StateError "BadDatabaseUrl"; its message never shows the URL, which holds the password.
 */
export function parsePostgresUrl(text: string): PostgresAddress {
  const url = URL.parse(text);
  if (url === null || !/^postgres(ql)?:$/u.test(url.protocol)) {
    throw bad("is no URL that begins with postgres:// or postgresql://");
  }
  const database = decode(url.pathname.slice(1));
  if (url.hostname === "" || database === "") throw bad("names no host or no database");
  const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  return {
    host,
    port: url.port === "" ? 5432 : Number(url.port),
    user: decode(url.username),
    password: decode(url.password),
    database,
    sslMode: sslModeOf(url.searchParams.get("sslmode"), host),
    sslRootCertificateFile: url.searchParams.get("sslrootcert"),
  };
}

function sslModeOf(given: string | null, host: string): SslMode {
  if (given === null) return LOOPBACK.has(host) ? "disable" : "verify-full";
  const mode = SSL_MODES.find((known) => known === given);
  if (mode === undefined) throw bad(`asks for an sslmode that isn't one of ${SSL_MODES.join(", ")}`);
  return mode;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // The cause would quote the part, which may be the password.
    throw bad("holds a % that begins no escape (a % of the password is written %25)");
  }
}

const bad = (what: string): StateError =>
  new StateError("BadDatabaseUrl", {
    message: `DATABASE_URL ${what}.`,
    fix: "Write it as postgres://user:password@host:5432/database?sslmode=verify-full&sslrootcert=/path/to/ca.pem.",
  });

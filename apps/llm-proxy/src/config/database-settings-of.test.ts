import { expect, it } from "vitest";
import { databaseSettingsOf } from "./database-settings-of.js";
import { readEnvironment, type Variables } from "./environment.js";

const addressOf = (variables: Variables) => {
  const read = readEnvironment(variables);
  if (read.kind === "unreadable") return expect.fail(JSON.stringify(read.problems));
  const settings = databaseSettingsOf(read.environment);
  return settings.kind === "postgres" ? settings.address : expect.fail("It is the embedded database.");
};

it("takes the authorities of PGSSLROOTCERT for a DATABASE_URL that names none, as libpq does", () => {
  const address = addressOf({
    DATABASE_URL: "postgresql://user:password@db.internal:5432/app?sslmode=verify-full",
    PGSSLROOTCERT: "/app/certificates/rds.pem",
  });
  expect(address).toMatchObject({ sslMode: "verify-full", sslRootCertificateFile: "/app/certificates/rds.pem" });
});

it("prefers the authorities that DATABASE_URL names", () => {
  const address = addressOf({
    DATABASE_URL: "postgresql://user:password@db.internal:5432/app?sslmode=verify-full&sslrootcert=/own.pem",
    PGSSLROOTCERT: "/app/certificates/rds.pem",
  });
  expect(address.sslRootCertificateFile).toBe("/own.pem");
});

it("takes PGHOST and its companions when there is no DATABASE_URL", () => {
  const address = addressOf({ PGHOST: "db.internal", PGUSER: "user", PGDATABASE: "app" });
  expect(address).toMatchObject({ host: "db.internal", port: 5432, database: "app", sslMode: "verify-full" });
});

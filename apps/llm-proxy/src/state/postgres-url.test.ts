import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePostgresUrl } from "./postgres-url.js";

describe("DATABASE_URL", () => {
  it("is taken apart", () => {
    expect(
      parsePostgresUrl("postgresql://app:s%40cret@db.example.com:6432/gateway?sslmode=verify-ca&sslrootcert=/ca.pem"),
    ).toEqual({
      host: "db.example.com",
      port: 6432,
      user: "app",
      password: "s@cret",
      database: "gateway",
      sslMode: "verify-ca",
      sslRootCertificateFile: "/ca.pem",
    });
  });

  it("is encrypted and verified when it doesn't say otherwise, except on the loopback", () => {
    expect(parsePostgresUrl("postgres://a:b@db/x")).toMatchObject({ sslMode: "verify-full", port: 5432 });
    expect(parsePostgresUrl("postgres://a:b@127.0.0.1/x")).toMatchObject({ sslMode: "disable" });
    expect(parsePostgresUrl("postgres://a:b@[::1]/x")).toMatchObject({ sslMode: "disable", host: "::1" });
  });

  it("carries any password", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (password) => {
        const url = `postgres://user:${encodeURIComponent(password)}@host/database`;
        expect(parsePostgresUrl(url).password).toBe(password);
      }),
    );
  });

  it.each([
    "planted-secret",
    "mysql://u:planted-secret@h/d",
    "postgres://u:planted-secret@h",
    "postgres://u:planted-secret@h/d?sslmode=prefer",
    "postgres://u:planted-secret%zz@h/d",
  ])("says what is wrong with %s and how it is written, without the password", (url) => {
    expect(() => parsePostgresUrl(url)).toThrow(/^DATABASE_URL .*Write it as postgres:\/\/user:password@host/u);
    expect(() => parsePostgresUrl(url)).not.toThrow(/planted-secret/u);
  });
});

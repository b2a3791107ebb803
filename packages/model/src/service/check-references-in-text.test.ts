import { problemCodes } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, postgres, service } from "../index.js";

const app = image("app");
const database = postgres("main", { engine: "rds" });
/** As a template literal without types makes it. */
const text = (value: unknown): string => `jdbc:${String(value)}`;

describe("a reference inside of a text", () => {
  it("is refused in a variable, also in a sidecar's", () => {
    const env = { JDBC_URL: text(database.url) };
    expect(
      problemCodes({ services: [service("a", { image: app, env, sidecars: { b: { image: app, env } } })] }),
    ).toEqual(["services.a.env.JDBC_URL: ReferenceInText", "services.a.sidecars.b.env.JDBC_URL: ReferenceInText"]);
  });

  it("is refused in a command", () => {
    expect(problemCodes({ jobs: [job("j", { image: app, command: ["migrate", text(database.url)] })] })).toEqual([
      "jobs.j.command: ReferenceInText",
    ]);
  });

  it("is no matter where it is the whole value", () => {
    expect(
      problemCodes({ services: [service("a", { image: app, env: { URL: database.url, MODE: "[object]" } })] }),
    ).toEqual([]);
  });
});

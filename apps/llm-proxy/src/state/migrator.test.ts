import { once } from "node:events";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forkTypescript } from "../testing/fork-typescript.js";
import { startPostgres, type TestPostgres } from "../testing/postgres.js";
import { openTestPostgres } from "../testing/test-state.js";
import type { Migration } from "./migrations/migration.js";
import { MIGRATIONS } from "./migrations/migrations.js";
import { assertSchemaIsCurrent, compareSchema, migrate, schemaStatus } from "./migrator.js";

const AT = new Date(0);
const step = (version: number, ...statements: string[]): Migration => ({
  version,
  name: `step ${version}`,
  statements,
});

describe("comparing a schema", () => {
  it("tells current, behind and ahead apart", () => {
    expect(compareSchema([1, 2], [step(1), step(2)])).toEqual({ kind: "current", version: 2 });
    expect(compareSchema([1], [step(1), step(2)])).toMatchObject({
      kind: "behind",
      version: 1,
      pending: [{ version: 2 }],
    });
    expect(compareSchema([], [step(1)])).toMatchObject({ kind: "behind", version: 0 });
    expect(compareSchema([1, 7], [step(1), step(2)])).toEqual({ kind: "ahead", version: 7, unknown: [7] });
  });

  it("lets a server start on a schema that it knows, and on no other", () => {
    expect(() => {
      assertSchemaIsCurrent({ kind: "current", version: 1 });
    }).not.toThrow();
    expect(() => {
      assertSchemaIsCurrent({ kind: "behind", version: 0, pending: [step(1)] });
    }).toThrow(/Run the command `migrate`/u);
    expect(() => {
      assertSchemaIsCurrent({ kind: "ahead", version: 7, unknown: [7] });
    }).toThrow(/doesn't know: 7/u);
  });

  it("knows its migrations by numbers that rise", () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((left, right) => left - right));
  });
});

describe("migrating", () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres[Symbol.asyncDispose]();
  });

  it("is done once when two processes begin at the same time", async () => {
    const url = await postgres.createDatabase("race");
    const module = new URL("../testing/migrate-once.ts", import.meta.url);
    const children = await Promise.all([forkTypescript(module, [url]), forkTypescript(module, [url])]);
    const answers = children.map((child) => once(child, "message"));
    for (const child of children) child.send("go");
    const done = (await Promise.all(answers)).flat().filter((part) => typeof part === "number");
    expect(done.sort()).toEqual([0, MIGRATIONS.length]);
  });

  it("runs what is pending and nothing twice", async () => {
    const database = await openTestPostgres(await postgres.createDatabase("pending"));
    const known = [...MIGRATIONS, step(100, "create table later (id integer)")];
    expect((await migrate(database.kysely, known, AT)).map(({ version }) => version)).toEqual([100]);
    expect(await migrate(database.kysely, known, AT)).toEqual([]);
    expect(await schemaStatus(database.kysely, known)).toEqual({ kind: "current", version: 100 });
    await database.close();
  });

  it("refuses a database in which a newer version was, and leaves it alone", async () => {
    const database = await openTestPostgres(await postgres.createDatabase("newer"));
    await migrate(database.kysely, [...MIGRATIONS, step(100, "create table later (id integer)")], AT);
    await expect(migrate(database.kysely, MIGRATIONS, AT)).rejects.toMatchObject({ code: "SchemaAhead" });
    await database.close();
  });

  it("leaves nothing behind when one of its statements fails", async () => {
    const database = await openTestPostgres(await postgres.createDatabase("broken"));
    const broken = [...MIGRATIONS, step(100, "create table half (id integer)", "create nonsense")];
    await expect(migrate(database.kysely, broken, AT)).rejects.toThrow(/syntax error/u);
    const found = await sql<{ half: string | null }>`select to_regclass('half')::text as half`.execute(database.kysely);
    expect(found.rows).toEqual([{ half: null }]);
    expect(await schemaStatus(database.kysely, broken)).toMatchObject({ kind: "behind", pending: [{ version: 100 }] });
    await database.close();
  });
});

import { type LocalPostgres, startLocalPostgres } from "@fairlead/testkit";
import type { QueryResultRow } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionUrl } from "../../postgres/connection-url.js";
import { parseCredentials } from "./credentials.js";
import { ROTATION_STEPS } from "./function-event.js";
import type { SignIn } from "./ports.js";
import {
  asSuperuser as superuserOf,
  emptyServer,
  FIRST,
  makeWorld,
  MASTER,
  rowsAs as rowsOf,
  SETTINGS,
  storedVerifier as verifierOf,
  type World,
} from "./testing/rotation-world.js";

let server: LocalPostgres;
let world: World;

beforeAll(async () => {
  server = await startLocalPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await emptyServer(server);
  world = makeWorld(server);
});

describe("the roles of a database whose credentials rotate", () => {
  it("let the app sign in with what its secret holds, acting as the owner", async () => {
    await createRoles();
    expect(await rowsAs(FIRST, "SELECT session_user::text AS login, current_user::text AS acting")).toEqual([
      { login: "app_a", acting: "app_owner" },
    ]);
  });

  it("let the app make tables, schemas and trusted extensions", async () => {
    await createRoles();
    await rowsAs(FIRST, "CREATE SCHEMA prompts");
    await rowsAs(FIRST, "CREATE EXTENSION citext SCHEMA prompts");
    await rowsAs(FIRST, "CREATE TABLE prompts.log (text prompts.citext)");
    expect(await rowsAs(FIRST, "SELECT tableowner FROM pg_tables WHERE schemaname = 'prompts'")).toEqual([
      { tableowner: "app_owner" },
    ]);
  });

  it("take over what an app without rotation made as the master user, and nothing of its other databases", async () => {
    await rowsAs(MASTER, "CREATE TABLE tokens (id int)");
    await createRoles();
    await rowsAs(FIRST, "INSERT INTO tokens VALUES (1)");
    await rowsAs(FIRST, "ALTER TABLE tokens ADD COLUMN name text");
    expect(await rowsAs(MASTER, DATABASE_OWNERS)).toEqual([
      { datname: "app", owner: "app_owner" },
      { datname: "other", owner: "master" },
    ]);
  });

  it("replace the URL of an app that was the master user until now, and restart who holds it", async () => {
    await world.secrets.putCurrent("url", "postgresql://postgres:before@db.internal:5432/app?sslmode=require");
    await createRoles();
    expect(world.secrets.current("url")).toBe(connectionUrl({ ...SETTINGS, ...FIRST }));
    expect(world.restarted.map(({ service }) => service)).toEqual(["dispatcher", "proxy"]);
  });

  it("restart who holds the master user's password when rotation is turned on, though the URL is right already", async () => {
    await createRoles();
    expect(world.restarted.map(({ service }) => service)).toEqual(["dispatcher", "proxy"]);
  });

  it("restart nobody when they are only looked after", async () => {
    await createRoles();
    world.forgetRestarts();
    expect((await world.lifecycle("Update")).status).toBe("SUCCESS");
    expect(world.restarted).toEqual([]);
  });

  it("are the same after a second request, and the password in use stays", async () => {
    await createRoles();
    const before = await rowsAs(MASTER, ALL_ROLES);
    const verifier = await storedVerifier("app_a");
    expect((await world.lifecycle("Update")).status).toBe("SUCCESS");
    expect(await rowsAs(MASTER, ALL_ROLES)).toEqual(before);
    expect(await storedVerifier("app_a")).toBe(verifier);
  });

  it("are left alone as the stack goes", async () => {
    expect((await world.lifecycle("Delete")).status).toBe("SUCCESS");
    expect(await rowsAs(MASTER, "SELECT 1 AS one FROM pg_roles WHERE rolname = 'app_owner'")).toEqual([]);
  });

  it("get the right to manage delegated extensions where the server knows it", async () => {
    await asSuperuser("CREATE ROLE rds_extension", "GRANT rds_extension TO master WITH ADMIN OPTION");
    await createRoles();
    expect(await rowsAs(FIRST, "SELECT pg_has_role(current_user, 'rds_extension', 'member') AS member")).toEqual([
      { member: true },
    ]);
  });

  it("fail the stack with the database's reason and without a password", async () => {
    await asSuperuser("ALTER ROLE master NOCREATEROLE");
    const answer = await world.lifecycle("Create");
    expect(answer.status).toBe("FAILED");
    expect(answer.reason).toContain("permission denied");
    expect(answer.reason).not.toContain(FIRST.password);
  });
});

describe("a rotation", () => {
  beforeEach(async () => {
    await createRoles();
    world.forgetRestarts();
  });

  it("gives the resting role a new password and leaves the one in use as it was", async () => {
    await rotateFully("version-2");
    expect(await signsIn(FIRST)).toBe(true);
    expect(current().username).toBe("app_b");
    expect(await signsIn(current())).toBe(true);
  });

  it("lets both roles use and change what either of them made", async () => {
    await rowsAs(FIRST, "CREATE TABLE by_first (id int)");
    await rotateFully("version-2");
    await rowsAs(current(), "CREATE TABLE by_second (id int)");
    await rowsAs(current(), "ALTER TABLE by_first ADD COLUMN name text");
    await rowsAs(FIRST, "INSERT INTO by_second VALUES (1)");
    await rowsAs(FIRST, "DROP TABLE by_second");
    expect(await rowsAs(FIRST, "SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")).toEqual([
      { tableowner: "app_owner" },
    ]);
  });

  it("turns back to the first role the second time, whose old password ends then", async () => {
    await rotateFully("version-2");
    const second = current();
    await rotateFully("version-3");
    expect(current().username).toBe("app_a");
    expect(current().password).not.toBe(FIRST.password);
    expect(await signsIn(current())).toBe(true);
    expect(await signsIn(second)).toBe(true);
    expect(await signsIn(FIRST)).toBe(false);
  });

  it("makes a URL current that says the same as the credentials", async () => {
    await rotateFully("version-2");
    const { username, password } = current();
    expect(world.secrets.current("url")).toBe(
      `postgresql://${username}:${password}@db.internal:5432/app?sslmode=require`,
    );
  });

  it("carries the other fields of the secret along", async () => {
    await rotateFully("version-2");
    expect(parseCredentials(world.secrets.current("credentials")).others).toEqual({ host: "db.internal", port: 5432 });
  });

  it.each(ROTATION_STEPS)("changes nothing when %s is repeated", async (repeated) => {
    for (const step of ROTATION_STEPS) {
      await world.rotate(step, "version-2");
      if (step !== repeated) continue;
      const secrets = world.secrets.snapshot();
      const verifier = await storedVerifier("app_b");
      await world.rotate(step, "version-2");
      expect(world.secrets.snapshot()).toEqual(secrets);
      expect(await storedVerifier("app_b")).toBe(verifier);
    }
    expect(await signsIn(FIRST)).toBe(true);
    expect(await signsIn(current())).toBe(true);
  });

  it("restarts exactly the services that use the database, once the credentials are current", async () => {
    await rotateFully("version-2");
    expect(world.restarted).toEqual([
      { cluster: "llm-proxy-prod", service: "dispatcher", whileCurrent: "app_b" },
      { cluster: "llm-proxy-prod", service: "proxy", whileCurrent: "app_b" },
    ]);
  });

  it("can be finished again when a service could not be restarted", async () => {
    world.refuseRestartOf("dispatcher");
    await expect(rotateFully("version-2")).rejects.toThrow("dispatcher");
    expect(world.restarted.map(({ service }) => service)).toEqual(["proxy"]);
    world.refuseRestartOf(null);
    await world.rotate("finishSecret", "version-2");
    expect(world.restarted.map(({ service }) => service)).toEqual(["proxy", "dispatcher", "proxy"]);
  });

  it("never gives the role in use a new password", async () => {
    const stolen = JSON.stringify({ username: "app_a", password: "AnotherPassword00000000000000000" });
    await world.secrets.putPending("credentials", "version-2", stolen);
    await expect(world.rotate("setSecret", "version-2")).rejects.toThrow("app_a is current");
    expect(await signsIn(FIRST)).toBe(true);
  });

  it("passes the test that Secrets Manager runs as rotation is set up, when there is no new version", async () => {
    await world.rotate("testSecret", "version-that-is-not-there");
    expect(current()).toEqual(FIRST);
  });

  it("fails its test when the database refuses what is pending", async () => {
    await world.rotate("createSecret", "version-2");
    await expect(world.rotate("testSecret", "version-2")).rejects.toThrow("refuses the new credentials of app_b");
  });

  it("fails its test when a role would not act as the owner", async () => {
    await world.rotate("createSecret", "version-2");
    await world.rotate("setSecret", "version-2");
    await rowsAs(MASTER, "ALTER ROLE app_b RESET role");
    await expect(world.rotate("testSecret", "version-2")).rejects.toThrow("acts as app_b and not as app_owner");
  });

  it("refuses to rotate a secret that is not its own", async () => {
    const event = { Step: "createSecret", SecretId: "another", ClientRequestToken: "version-2" };
    await expect(world.handle(event)).rejects.toThrow("not the secret that this function rotates");
  });

  it("sends the server a verifier and never the password", async () => {
    await rotateFully("version-2");
    expect(await storedVerifier("app_b")).toMatch(/^SCRAM-SHA-256\$4096:/);
    const logged = world.statements.filter((statement) => statement.includes(current().password));
    expect(logged).toEqual([]);
  });
});

const DATABASE_OWNERS =
  "SELECT datname, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname IN ('app', 'other') ORDER BY datname";
const ALL_ROLES = "SELECT rolname, rolcanlogin, rolconfig FROM pg_roles WHERE rolname LIKE 'app%' ORDER BY rolname";

async function createRoles(): Promise<void> {
  expect(await world.lifecycle("Create")).toEqual({ status: "SUCCESS", reason: "The roles are there." });
}

async function rotateFully(versionId: string): Promise<void> {
  for (const step of ROTATION_STEPS) await world.rotate(step, versionId);
}

function current(): SignIn {
  const { username, password } = parseCredentials(world.secrets.current("credentials"));
  return { username, password };
}

const rowsAs = (signIn: SignIn, text: string): Promise<QueryResultRow[]> => rowsOf(server, signIn, text);
const asSuperuser = (...statements: readonly string[]): Promise<void> => superuserOf(server, ...statements);
const storedVerifier = (role: string): Promise<unknown> => verifierOf(server, role);

async function signsIn(signIn: SignIn): Promise<boolean> {
  return rowsAs(signIn, "SELECT 1").then(
    () => true,
    () => false,
  );
}

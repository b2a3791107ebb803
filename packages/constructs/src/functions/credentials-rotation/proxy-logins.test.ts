import { extensionStatements } from "@fairlead/model";
import { type LocalPostgres, startLocalPostgres } from "@fairlead/testkit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseCredentials } from "./credentials.js";
import { ROTATION_STEPS } from "./function-event.js";
import type { SignIn } from "./ports.js";
import { emptyServer, FIRST, makeWorld, rowsAs, type World } from "./testing/rotation-world.js";

const LOGINS = ["login-a", "login-b"] as const;

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
  world = makeWorld(server, {
    settings: { clientHost: "proxy.internal", loginArns: LOGINS },
    secrets: {
      "login-a": JSON.stringify({ username: "app_a", password: "MadeWithTheProxyA000000000000000" }),
      "login-b": JSON.stringify({ username: "app_b", password: "MadeWithTheProxyB000000000000000" }),
    },
  });
  expect(await world.lifecycle("Create")).toMatchObject({ status: "SUCCESS" });
});

/** What the proxy knows of its users. */
const known = (): SignIn[] => LOGINS.map((arn) => parseCredentials(world.secrets.current(arn)));

const acting = async (signIn: SignIn): Promise<unknown> =>
  (await rowsAs(server, signIn, "SELECT current_user AS role"))[0]?.["role"];

async function rotateFully(versionId: string): Promise<void> {
  for (const step of ROTATION_STEPS) await world.rotate(step, versionId);
}

describe("a proxy in front of a database whose credentials rotate", () => {
  it("knows both roles by passwords that the database takes, from the start", async () => {
    expect(known()).toMatchObject([FIRST, { username: "app_b" }]);
    expect(await Promise.all(known().map(acting))).toEqual(["app_owner", "app_owner"]);
  });

  it("is what the URL names", () => {
    expect(world.secrets.current("url")).toContain("@proxy.internal:5432/");
  });

  it("is told the new password of the resting role, and keeps the one of the role in use", async () => {
    await rotateFully("version-2");
    const { username, password } = parseCredentials(world.secrets.current("credentials"));
    expect(known()).toMatchObject([FIRST, { username: "app_b", password }]);
    expect(username).toBe("app_b");
    expect(world.secrets.current("url")).toContain("@proxy.internal:5432/");
  });

  it("goes on knowing both after the second turn", async () => {
    await rotateFully("version-2");
    await rotateFully("version-3");
    expect(await Promise.all(known().map(acting))).toEqual(["app_owner", "app_owner"]);
    expect(known()[0]?.password).not.toBe(FIRST.password);
  });

  it("is told again when a step that changed the password ended before it was", async () => {
    await world.rotate("createSecret", "version-2");
    await world.rotate("setSecret", "version-2");
    await world.secrets.putCurrent("login-b", JSON.stringify({ username: "app_b", password: "stale" }));
    await world.rotate("setSecret", "version-2");
    expect(await Promise.all(known().map(acting))).toEqual(["app_owner", "app_owner"]);
  });

  it("changes nothing when the roles are looked after again", async () => {
    const before = world.secrets.snapshot();
    expect((await world.lifecycle("Update")).status).toBe("SUCCESS");
    expect(world.secrets.snapshot()).toEqual(before);
  });
});

describe("extensions that a database is to have", () => {
  it("are there before the app signs in, are the app's to use, and stay as they are the second time", async () => {
    await emptyServer(server);
    world = makeWorld(server, { settings: { preparation: extensionStatements(["pg_trgm", "uuid-ossp"]) } });
    expect(await world.lifecycle("Create")).toMatchObject({ status: "SUCCESS" });
    expect(await world.lifecycle("Update")).toMatchObject({ status: "SUCCESS" });
    const made = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname";
    expect(await rowsAs(server, FIRST, made)).toEqual([{ extname: "pg_trgm" }, { extname: "uuid-ossp" }]);
    await rowsAs(server, FIRST, "CREATE TABLE prompts (text text)");
    await rowsAs(server, FIRST, "CREATE INDEX ON prompts USING gin (text gin_trgm_ops)");
  });

  it("that the server doesn't have fail the stack with the server's reason", async () => {
    await emptyServer(server);
    world = makeWorld(server, { settings: { preparation: extensionStatements(["vector"]) } });
    const answer = await world.lifecycle("Create");
    expect(answer.status).toBe("FAILED");
    expect(answer.reason).toContain('extension "vector" is not available');
  });
});

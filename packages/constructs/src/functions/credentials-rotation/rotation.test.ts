import { expectPresent } from "@fairlead/errors";
import { type LocalPostgres, startLocalPostgres } from "@fairlead/testkit";
import { Client, type QueryResultRow } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionUrl } from "../../postgres/connection-url.js";
import type { GateAnswer } from "../release-gate/gate-answer.js";
import { createCredentialsFunction } from "./credentials-function.js";
import { parseCredentials } from "./credentials.js";
import { ROTATION_STEPS, type RotationStep } from "./function-event.js";
import { NODE_CHANCE } from "./node-chance.js";
import { createNodePostgres } from "./node-postgres.js";
import type { SecretStore, ServiceName, SignIn } from "./ports.js";
import type { Settings } from "./settings.js";

const MASTER: SignIn = { username: "master", password: "master" };
const FIRST: SignIn = { username: "app_a", password: "FirstPassword0000000000000000000" };

let server: LocalPostgres;
let world: World;

beforeAll(async () => {
  server = await startLocalPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await emptyServer();
  world = makeWorld();
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

interface World {
  readonly secrets: FakeSecretStore;
  readonly restarted: readonly (ServiceName & { readonly whileCurrent: string })[];
  /** Everything that was sent to the server. */
  readonly statements: readonly string[];
  refuseRestartOf(service: string | null): void;
  forgetRestarts(): void;
  handle(event: unknown): Promise<void>;
  rotate(step: RotationStep, versionId: string): Promise<void>;
  lifecycle(request: "Create" | "Update" | "Delete"): Promise<GateAnswer>;
}

function makeWorld(): World {
  const secrets = new FakeSecretStore({
    credentials: JSON.stringify({ host: "db.internal", port: 5432, ...FIRST }),
    master: JSON.stringify(MASTER),
    url: connectionUrl({ ...SETTINGS, ...FIRST }),
  });
  const restarted: (ServiceName & { whileCurrent: string })[] = [];
  const answers: GateAnswer[] = [];
  const statements: string[] = [];
  let refused: string | null = null;
  const real = createNodePostgres({ ...server, databaseName: "app", transport: "plain", retryDelayMs: 1 });
  const handle = createCredentialsFunction(
    {
      secrets,
      postgres: {
        ...real,
        run: (signIn, all) => {
          statements.push(...all);
          return real.run(signIn, all);
        },
      },
      deployments: {
        restart: ({ cluster, service }) => {
          if (service === refused) return Promise.reject(new TypeError("Throttled"));
          const { username } = parseCredentials(secrets.current("credentials"));
          restarted.push({ cluster, service, whileCurrent: username });
          return Promise.resolve();
        },
      },
      chance: NODE_CHANCE,
    },
    {
      send: (_to, answer) => {
        answers.push(answer);
        return Promise.resolve();
      },
    },
    SETTINGS,
  );
  return {
    secrets,
    restarted,
    statements,
    refuseRestartOf: (service) => {
      refused = service;
    },
    forgetRestarts: () => {
      restarted.length = 0;
    },
    handle,
    rotate: (step, versionId) => handle({ Step: step, SecretId: "credentials", ClientRequestToken: versionId }),
    lifecycle: async (request) => {
      await handle({ ...LIFECYCLE_EVENT, RequestType: request });
      return expectPresent(answers.at(-1), "CloudFormation's answer");
    },
  };
}

const SETTINGS: Settings = {
  credentialsArn: "credentials",
  urlArn: "url",
  masterArn: "master",
  host: "db.internal",
  port: 5432,
  databaseName: "app",
  sslMode: "require",
  services: [
    { cluster: "llm-proxy-prod", service: "dispatcher" },
    { cluster: "llm-proxy-prod", service: "proxy" },
  ],
};

const LIFECYCLE_EVENT = {
  ResponseURL: "https://cloudformation.example.com/answer",
  RequestId: "request",
  StackId: "stack",
  LogicalResourceId: "Roles",
};

/** Secrets Manager's versions and labels, in memory. */
class FakeSecretStore implements SecretStore {
  private readonly versions = new Map<string, Map<string, { value: string; labels: string[] }>>();
  private made = 0;

  constructor(values: Readonly<Record<string, string>>) {
    for (const [arn, value] of Object.entries(values))
      this.versions.set(arn, new Map([["version-1", { value, labels: ["AWSCURRENT"] }]]));
  }

  current(arn: string): string {
    return this.currentOf(arn).value;
  }

  snapshot(): unknown {
    return structuredClone(this.versions);
  }

  stages(arn: string): Promise<ReadonlyMap<string, readonly string[]>> {
    return Promise.resolve(new Map([...this.of(arn)].map(([id, { labels }]) => [id, labels])));
  }

  readCurrent(arn: string): Promise<string> {
    return Promise.resolve(this.current(arn));
  }

  readVersion(arn: string, versionId: string): Promise<string | null> {
    return Promise.resolve(this.of(arn).get(versionId)?.value ?? null);
  }

  putPending(arn: string, versionId: string, value: string): Promise<void> {
    this.of(arn).set(versionId, { value, labels: ["AWSPENDING"] });
    return Promise.resolve();
  }

  putCurrent(arn: string, value: string): Promise<void> {
    const before = this.currentOf(arn);
    before.labels = before.labels.filter((label) => label !== "AWSCURRENT");
    this.made += 1;
    this.of(arn).set(`made-${this.made}`, { value, labels: ["AWSCURRENT"] });
    return Promise.resolve();
  }

  makeCurrent(arn: string, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
    const before = expectPresent(this.of(arn).get(from), from);
    expect(before.labels).toContain("AWSCURRENT");
    before.labels = before.labels.filter((label) => label !== "AWSCURRENT");
    expectPresent(this.of(arn).get(to), to).labels.push("AWSCURRENT");
    return Promise.resolve();
  }

  private of(arn: string) {
    return expectPresent(this.versions.get(arn), arn);
  }

  private currentOf(arn: string) {
    const found = [...this.of(arn).values()].find(({ labels }) => labels.includes("AWSCURRENT"));
    return expectPresent(found, `Current version of ${arn}`);
  }
}

/** A server as RDS hands it out: the master user makes roles and databases, and is no superuser. */
async function emptyServer(): Promise<void> {
  await asSuperuser(
    "DROP DATABASE IF EXISTS app WITH (FORCE)",
    "DROP DATABASE IF EXISTS other WITH (FORCE)",
    "DROP ROLE IF EXISTS app_a, app_b, app_owner, rds_extension, master",
    `CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${MASTER.password}'`,
    "CREATE DATABASE app OWNER master",
    "CREATE DATABASE other OWNER master",
  );
}

const asSuperuser = async (...statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await query(server, "postgres", statement);
};

const rowsAs = (signIn: SignIn, text: string): Promise<QueryResultRow[]> => query(signIn, "app", text);

async function signsIn(signIn: SignIn): Promise<boolean> {
  return rowsAs(signIn, "SELECT 1").then(
    () => true,
    () => false,
  );
}

async function storedVerifier(role: string): Promise<unknown> {
  const rows = await query(server, "postgres", `SELECT rolpassword FROM pg_authid WHERE rolname = '${role}'`);
  return rows[0]?.["rolpassword"];
}

async function query({ username, password }: SignIn, database: string, text: string): Promise<QueryResultRow[]> {
  const client = new Client({ host: server.host, port: server.port, user: username, password, database });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(text)).rows;
  } finally {
    await client.end();
  }
}

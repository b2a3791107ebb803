import { expectPresent } from "@fairlead/errors";
import type { LocalPostgres } from "@fairlead/testkit";
import { Client, type QueryResultRow } from "pg";
import { expect } from "vitest";
import { connectionUrl } from "../../../postgres/connection-url.js";
import type { GateAnswer } from "../../release-gate/gate-answer.js";
import { createCredentialsFunction } from "../credentials-function.js";
import { parseCredentials } from "../credentials.js";
import type { RotationStep } from "../function-event.js";
import { NODE_CHANCE } from "../node-chance.js";
import { createNodePostgres } from "../node-postgres.js";
import type { SecretStore, ServiceName, SignIn } from "../ports.js";
import type { Settings } from "../settings.js";

export const MASTER: SignIn = { username: "master", password: "master" };
export const FIRST: SignIn = { username: "app_a", password: "FirstPassword0000000000000000000" };

/** A function with everything around it: a real server, and stand-ins for what is AWS's. */
export interface World {
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

/** What differs between worlds. */
export interface WorldChange {
  readonly settings?: Partial<Settings>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export function makeWorld(server: LocalPostgres, change: WorldChange = {}): World {
  const settings: Settings = { ...SETTINGS, ...change.settings };
  const secrets = new FakeSecretStore({
    credentials: JSON.stringify({ host: "db.internal", port: 5432, ...FIRST }),
    master: JSON.stringify(MASTER),
    url: connectionUrl({ ...SETTINGS, ...FIRST }),
    ...change.secrets,
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
    settings,
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

export const SETTINGS: Settings = {
  credentialsArn: "credentials",
  urlArn: "url",
  masterArn: "master",
  host: "db.internal",
  clientHost: "db.internal",
  loginArns: [],
  preparation: [],
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
export async function emptyServer(server: LocalPostgres): Promise<void> {
  await asSuperuser(
    server,
    "DROP DATABASE IF EXISTS app WITH (FORCE)",
    "DROP DATABASE IF EXISTS other WITH (FORCE)",
    "DROP ROLE IF EXISTS app_a, app_b, app_owner, rds_extension, master",
    `CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${MASTER.password}'`,
    "CREATE DATABASE app OWNER master",
    "CREATE DATABASE other OWNER master",
  );
}

export const asSuperuser = async (server: LocalPostgres, ...statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await query(server, server, { database: "postgres", text: statement });
};

/** The rows of a query of whoever signs in, in the app's database. */
export const rowsAs = (server: LocalPostgres, signIn: SignIn, text: string): Promise<QueryResultRow[]> =>
  query(server, signIn, { database: "app", text });

/** What the server keeps in place of a role's password. */
export async function storedVerifier(server: LocalPostgres, role: string): Promise<unknown> {
  const text = `SELECT rolpassword FROM pg_authid WHERE rolname = '${role}'`;
  const rows = await query(server, server, { database: "postgres", text });
  return rows[0]?.["rolpassword"];
}

async function query(
  { host, port }: LocalPostgres,
  { username, password }: SignIn,
  { database, text }: { readonly database: string; readonly text: string },
): Promise<QueryResultRow[]> {
  const client = new Client({ host, port, user: username, password, database });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(text)).rows;
  } finally {
    await client.end();
  }
}

import { type DescriptionChange, miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import {
  type AdoptedCacheOptions,
  type AdoptedPostgresOptions,
  type AppRoots,
  type EnvValue,
  image,
  postgres,
  redis,
  service,
} from "../index.js";

const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:main-AbCdEf";
const URL_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:main-url-AbCdEf";
const DATABASE = {
  host: "main.abc123.us-east-1.rds.amazonaws.com",
  name: "app",
  securityGroupId: "sg-0123456789abcdef0",
} as const satisfies AdoptedPostgresOptions["adopt"];
const CACHE = { host: "cache.internal", securityGroupId: "sg-0123456789abcdef1" } as const;

/** A VPC that exists already, as the adopted parts do. */
const IN_ITS_NETWORK: DescriptionChange = {
  environment: {
    network: {
      adopt: {
        vpcId: "vpc-0123456789abcdef0",
        zones: ["us-east-1a", "us-east-1b"],
        egress: "nat",
        publicSubnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        privateSubnets: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
      },
    },
  },
};

const rootsWith = (env: Readonly<Record<string, EnvValue>>): AppRoots => ({
  services: [service("a", { image: image("app"), env })],
});
const adopted = (change: Partial<AdoptedPostgresOptions["adopt"]> = {}) =>
  postgres("main", { adopt: { ...DATABASE, ...change } });

describe("a database that exists already", () => {
  it("is none of those that are made", () => {
    const app = resolveRoots(rootsWith({ PGHOST: adopted().host }), IN_ITS_NETWORK);
    expect(app.databases).toEqual([]);
    expect(app.adoptedDatabases).toEqual([
      {
        name: "main",
        host: DATABASE.host,
        port: 5432,
        databaseName: "app",
        securityGroupId: DATABASE.securityGroupId,
        user: null,
        password: null,
        url: null,
        sslMode: "require",
      },
    ]);
    expect(app.observability.alarms.filter(({ subject }) => subject === "databases.main")).toEqual([]);
  });

  it("hands out what its secrets hold", () => {
    const keyArn = "arn:aws:kms:us-east-1:123456789012:key/0f1e2d3c";
    const database = adopted({ secretArn: SECRET, userKey: "user", urlSecretArn: URL_SECRET, urlKey: "url", keyArn });
    const app = resolveRoots(rootsWith({ URL: database.url, USER: database.user }), IN_ITS_NETWORK);
    expect(app.adoptedDatabases).toMatchObject([
      {
        user: { arn: SECRET, jsonKey: "user", keyArn },
        password: { arn: SECRET, jsonKey: "password", keyArn },
        url: { arn: URL_SECRET, jsonKey: "url", keyArn },
      },
    ]);
  });

  it("is reached by who names it, which is handed its URL", () => {
    const app = resolveRoots(rootsWith({ URL: adopted({ urlSecretArn: URL_SECRET, port: 6432 }).url }), IN_ITS_NETWORK);
    expect(app.connections).toEqual([
      { kind: "injection", from: "services.a", to: "databases.main", because: "URL" },
      { kind: "network", from: "services.a", to: "databases.main", port: 6432, because: "URL" },
    ]);
  });

  it("gives no URL that is kept nowhere", () => {
    const database = adopted({ secretArn: SECRET });
    expect(problemCodes(rootsWith({ URL: database.url, USER: database.user }), IN_ITS_NETWORK)).toEqual([
      "services.a.env.URL: AdoptedWithoutSecret",
    ]);
    expect(problemCodes(rootsWith({ ...adopted().env }), IN_ITS_NETWORK)).toEqual([
      "services.a.env.PGPASSWORD: AdoptedWithoutSecret",
      "services.a.env.PGUSER: AdoptedWithoutSecret",
    ]);
  });

  it("is out of reach of a network that is made here", () => {
    expect(problemCodes(rootsWith({ PGHOST: adopted().host }))).toEqual([
      "databases.main.adopt.securityGroupId: AdoptedOutOfReach",
    ]);
  });

  it("has a name that no database which is made has", () => {
    const made = postgres("main", { engine: "rds" });
    expect(problemCodes(rootsWith({ A: made.host, B: adopted().host }), IN_ITS_NETWORK)).toEqual([
      "databases.main: DuplicateName",
    ]);
  });

  it.each([
    [{ host: "postgresql://main" }, "host: InvalidHost"],
    [{ securityGroupId: "default" }, "securityGroupId: InvalidSecurityGroupId"],
    [{ secretArn: "main" }, "secretArn: InvalidSecretArn"],
    [{ secretArn: SECRET.slice(0, -7) }, "secretArn: InvalidSecretArn"],
    [{ keyArn: "arn:aws:kms:us-east-1:123456789012:alias/main" }, "keyArn: InvalidKeyArn"],
    [{ port: 0 }, "port: InvalidPort"],
    [{ version: "16" }, "version: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    const database = postgres("main", { adopt: miswritten<AdoptedPostgresOptions["adopt"]>(DATABASE, wrong) });
    expect(problemCodes(rootsWith({ PGHOST: database.host }), IN_ITS_NETWORK)).toContain(
      `databases.main.adopt.${expected}`,
    );
  });
});

describe("a cache that exists already", () => {
  const options: AdoptedCacheOptions = { adopt: { ...CACHE, secretArn: SECRET } };

  it("is none of those that are made, and hands out its password as it is kept", () => {
    const app = resolveRoots(rootsWith({ REDIS_PASSWORD: redis("cache", options).password }), IN_ITS_NETWORK);
    expect(app.caches).toEqual([]);
    expect(app.adoptedCaches).toEqual([
      {
        name: "cache",
        host: "cache.internal",
        port: 6379,
        securityGroupId: CACHE.securityGroupId,
        password: { arn: SECRET, jsonKey: null, keyArn: null },
        url: null,
      },
    ]);
  });

  it("gives no URL that is kept nowhere", () => {
    expect(problemCodes(rootsWith({ REDIS_URL: redis("cache", options).url }), IN_ITS_NETWORK)).toEqual([
      "services.a.env.REDIS_URL: AdoptedWithoutSecret",
    ]);
  });
});

import { type DescriptionChange, miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, postgres, type PostgresOptions, service } from "../index.js";

const TRIAL: DescriptionChange = { environment: { tier: "minimal" } };
const withVector = { engine: "rds", extensions: ["vector"] } as const satisfies PostgresOptions;

const rootsWith = (options: PostgresOptions) => {
  const database = postgres("main", options);
  const migrate = job("migrate", { image: image("app"), env: { DATABASE_URL: database.url } });
  return { services: [service("a", { image: image("app"), release: migrate, env: { DATABASE_URL: database.url } })] };
};
const jobsOf = (options: PostgresOptions, change?: DescriptionChange) => resolveRoots(rootsWith(options), change).jobs;

describe("extensions that a database is to have", () => {
  it("are made by a job before the release jobs, where the app is the master user", () => {
    expect(jobsOf(withVector, TRIAL)).toMatchObject([
      {
        name: "main-extensions",
        trigger: { kind: "preparation", database: "main" },
        command: [
          "psql",
          "--no-psqlrc",
          "--set=ON_ERROR_STOP=1",
          '--command=CREATE EXTENSION IF NOT EXISTS "vector" CASCADE',
          '--command=ALTER EXTENSION "vector" UPDATE',
        ],
      },
      { name: "migrate", trigger: { kind: "release", gates: ["a"] } },
    ]);
  });

  it("need no job where credentials rotate: who makes the roles makes them too", () => {
    expect(jobsOf(withVector).map(({ name }) => name)).toEqual(["migrate"]);
    expect(jobsOf({ ...withVector, rotation: "none" }).map(({ name }) => name)).toEqual(["main-extensions", "migrate"]);
  });

  it("need no job where there are none", () => {
    expect(jobsOf({ engine: "rds" }, TRIAL).map(({ name }) => name)).toEqual(["migrate"]);
  });

  it("are made by who reaches the database as any other does", () => {
    const { connections } = resolveRoots(rootsWith(withVector), TRIAL);
    expect(connections.filter(({ from }) => from === "jobs.main-extensions")).toEqual([
      { kind: "injection", from: "jobs.main-extensions", to: "databases.main", because: "PGPASSWORD, PGUSER" },
      {
        kind: "network",
        from: "jobs.main-extensions",
        to: "databases.main",
        port: 5432,
        because: "PGDATABASE, PGHOST, PGPASSWORD, PGPORT, PGUSER",
      },
    ]);
  });

  it.each([
    [{ engine: "rds", version: "15.4" }, ["databases.main.version: ExtensionNeedsVersion"]],
    [{ engine: "rds", version: "15.5" }, []],
    [{ engine: "rds", version: "14.9" }, ["databases.main.version: ExtensionNeedsVersion"]],
    [
      { engine: "aurora-serverless", version: "15.3", capacity: { min: 0.5 } },
      ["databases.main.version: ExtensionNeedsVersion"],
    ],
    [{ engine: "aurora-serverless", version: "15.4", capacity: { min: 0.5 } }, []],
    [{ engine: "rds", version: "16.1" }, []],
  ] satisfies [PostgresOptions, string[]][])("of %j are there with HNSW, or are refused", (options, expected) => {
    expect(problemCodes(rootsWith({ ...options, extensions: ["vector"] }))).toEqual(expected);
  });

  it("are none that nobody knows", () => {
    const odd = miswritten<PostgresOptions>({ engine: "rds" }, { extensions: ["pgvector"] });
    expect(problemCodes(rootsWith(odd))).toEqual(["databases.main.extensions[0]: UnknownValue"]);
  });
});

describe("a proxy in front of a database", () => {
  const proxied = (options: Partial<PostgresOptions> = {}) =>
    resolveRoots(rootsWith({ engine: "aurora-serverless", ...options, proxy: true }), TRIAL).databases[0];

  it("leaves a tenth of the connections for others", () => {
    expect(proxied()?.proxy).toEqual({ connectionsPercent: 90, borrowTimeoutSeconds: 30, idleTimeoutSeconds: 1800 });
  });

  it("keeps what is stated", () => {
    const proxy = { connectionsPercent: 50, borrowTimeout: "5s", idleTimeout: "1h" } as const;
    expect(resolveRoots(rootsWith({ engine: "rds", proxy })).databases[0]?.proxy).toEqual({
      connectionsPercent: 50,
      borrowTimeoutSeconds: 5,
      idleTimeoutSeconds: 3600,
    });
  });

  it("rings when clients wait for it, or keep its connections to themselves", () => {
    const { observability } = resolveRoots(rootsWith({ engine: "rds", proxy: true }));
    const names = observability.alarms.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["main-proxy-borrow", "main-proxy-pinned"]));
  });

  it("keeps a cluster awake that would pause by the tier", () => {
    expect(proxied()?.engine).toMatchObject({ minCapacityAcu: 0.5, autoPauseMinutes: null });
  });

  it("is refused where a pause is asked for: it would never come", () => {
    expect(problemCodes(rootsWith({ engine: "aurora-serverless", capacity: { min: 0, max: 2 }, proxy: true }))).toEqual(
      ["databases.main.capacity.min: ProxyPreventsPause"],
    );
  });

  it("is refused in one zone", () => {
    const oneZone: DescriptionChange = { environment: { zones: ["us-east-1a"] } };
    expect(problemCodes(rootsWith({ engine: "rds", proxy: true }), oneZone)).toContainEqual(
      expect.stringContaining("zones"),
    );
  });
});

import { type DescriptionChange, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, postgres, type PostgresOptions, service } from "../index.js";

const rootsWith = (options: PostgresOptions) => {
  const database = postgres("main", options);
  return { services: [service("a", { image: image("app"), env: { DATABASE_URL: database.url } })] };
};

const resolved = (options: PostgresOptions, change?: DescriptionChange) =>
  resolveRoots(rootsWith(options), change).databases[0];

describe("a database on Aurora", () => {
  it("has every gap filled when only its engine is stated", () => {
    expect(resolved({ engine: "aurora-serverless" })).toEqual({
      name: "main",
      engine: {
        kind: "aurora-serverless",
        minCapacityAcu: 0.5,
        maxCapacityAcu: 2,
        readers: 0,
        autoPauseMinutes: null,
      },
      version: "17.9",
      databaseName: "shop",
      port: 5432,
      extensions: [],
      parameters: {},
      proxy: null,
      backupRetentionDays: 7,
      deletionProtection: true,
      finalSnapshot: true,
      rotation: { kind: "alternating-users", everyDays: 30 },
      sslMode: "require",
      logRetentionDays: 30,
    });
  });

  it("pauses after five idle minutes when it may go down to nothing", () => {
    expect(resolved({ engine: "aurora-serverless" }, { environment: { tier: "minimal" } })?.engine).toMatchObject({
      minCapacityAcu: 0,
      autoPauseMinutes: 5,
    });
    expect(resolved({ engine: "aurora-serverless", capacity: { min: 0 }, autoPause: "1h" })?.engine).toMatchObject({
      autoPauseMinutes: 60,
    });
  });

  it.each([
    [{ min: 4 }, 4, 4],
    [{ max: 8 }, 0.5, 8],
    [{ min: 1, max: 16 }, 1, 16],
  ])("with a capacity of %j makes the tier's other end give way", (capacity, minCapacityAcu, maxCapacityAcu) => {
    expect(resolved({ engine: "aurora-serverless", capacity })?.engine).toMatchObject({
      minCapacityAcu,
      maxCapacityAcu,
    });
  });

  it("keeps what is stated", () => {
    expect(
      resolved({
        engine: "aurora-serverless",
        version: "15.10",
        databaseName: "orders",
        backupDays: 14,
        deletionProtection: false,
        finalSnapshot: false,
        rotation: { everyDays: 7 },
        sslMode: "verify-full",
        readers: 2,
      }),
    ).toMatchObject({
      engine: { readers: 2 },
      version: "15.10",
      databaseName: "orders",
      backupRetentionDays: 14,
      deletionProtection: false,
      finalSnapshot: false,
      rotation: { kind: "alternating-users", everyDays: 7 },
      sslMode: "verify-full",
    });
  });
});

describe("a database on RDS", () => {
  it("has every gap filled when only its engine is stated", () => {
    expect(resolved({ engine: "rds" })?.engine).toEqual({
      kind: "rds",
      instanceClass: "t4g.small",
      multiAz: false,
      storageGib: 20,
      maxStorageGib: 100,
    });
  });

  it.each([
    [{ gib: 200 }, 200, 1000],
    [{ maxGib: 50 }, 20, 50],
    [{ gib: 30, maxGib: 40 }, 30, 40],
  ])("with storage of %j grows from there", (storage, storageGib, maxStorageGib) => {
    expect(resolved({ engine: "rds", storage })?.engine).toMatchObject({ storageGib, maxStorageGib });
  });
});

describe("a database's name", () => {
  it.each([
    ["llm-proxy", "llm_proxy"],
    ["shop", "shop"],
  ])("follows from the app's: %s", (name, databaseName) => {
    expect(resolved({ engine: "rds" }, { app: { name } })?.databaseName).toBe(databaseName);
  });
});

describe("a rotation without NAT", () => {
  it("brings along the endpoints that are its only way to AWS", () => {
    const change = { environment: { tier: "minimal" } } as const;
    expect(resolveRoots(rootsWith({ engine: "rds", rotation: { everyDays: 30 } }), change).network).toMatchObject({
      nat: { kind: "none" },
      interfaceEndpoints: ["ecs", "secretsmanager"],
    });
    expect(resolveRoots(rootsWith({ engine: "rds" }), change).network.interfaceEndpoints).toEqual([]);
  });
});

import { miswritten, problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import {
  type AuroraServerlessOptions,
  image,
  postgres,
  type PostgresOptions,
  type RdsOptions,
  service,
} from "../index.js";

const rootsWith = (options: PostgresOptions) => {
  const database = postgres("main", options);
  return { services: [service("a", { image: image("app"), env: { DATABASE_URL: database.url } })] };
};
const aurora = (options: Omit<AuroraServerlessOptions, "engine">) =>
  problemCodes(rootsWith({ engine: "aurora-serverless", ...options }));
const rds = (options: Omit<RdsOptions, "engine">) => problemCodes(rootsWith({ engine: "rds", ...options }));

describe("a database on Aurora", () => {
  it.each([
    [{ capacity: { min: 4, max: 2 } }, "capacity.min: MinAboveMax"],
    [{ capacity: { min: 0.3, max: 2 } }, "capacity.min: InvalidCapacityStep"],
    [{ capacity: { min: -1 } }, "capacity.min: OutOfRange"],
    [{ capacity: { max: 257 } }, "capacity.max: OutOfRange"],
    [{ capacity: { min: 0.5, max: 0.5 } }, "capacity.max: OutOfRange"],
    [{ capacity: { min: 0.5 }, autoPause: "10m" }, "autoPause: AutoPauseNeedsZero"],
    [{ capacity: { min: 0 }, autoPause: "4m" }, "autoPause: DurationOutOfRange"],
    [{ capacity: { min: 0 }, version: "16.2" }, "version: VersionCannotPause"],
    [{ capacity: { min: 0 }, version: "14.11" }, "version: VersionCannotPause"],
    [{ readers: 16 }, "readers: OutOfRange"],
    [{ version: "12" }, "version: RetiredEngineVersion"],
    [{ version: "13.12" }, "version: RetiredEngineVersion"],
    [{ version: "99" }, "version: UnknownEngineVersion"],
    [{ version: "16.x" }, "version: UnknownEngineVersion"],
    [{ backupDays: 0 }, "backupDays: OutOfRange"],
    [{ backupDays: 36 }, "backupDays: OutOfRange"],
    [{ databaseName: "my-db" }, "databaseName: InvalidDatabaseName"],
    [{ databaseName: "1db" }, "databaseName: InvalidDatabaseName"],
    [{ parameters: { shared_buffers: "256MB" } }, "parameters.shared_buffers: ParameterWithUnit"],
    [{ parameters: { "rds.force_ssl": 0 } }, 'parameters["rds.force_ssl"]: OwnParameter'],
    [{ proxy: { connectionsPercent: 0 } }, "proxy.connectionsPercent: OutOfRange"],
  ])("is refused with %j", (options, expected) => {
    expect(aurora(options)).toEqual([`databases.main.${expected}`]);
  });

  it("is refused with a step between two, and the nearest is named", () => {
    const [problem] = problemsOf(() =>
      resolveRoots(rootsWith({ engine: "aurora-serverless", capacity: { min: 0.3, max: 2 } })),
    );
    expect(problem?.fix).toBe("Use 0.5.");
  });

  it.each([
    { capacity: { min: 0 }, version: "16.3" },
    { capacity: { min: 0 }, version: "17" },
    { version: "16" },
    { version: "16.99" },
  ])("may have %j", (options) => {
    expect(aurora(options)).toEqual([]);
  });
});

describe("a database on RDS", () => {
  it.each([
    [{ storage: { gib: 200, maxGib: 100 } }, "storage.gib: MinAboveMax"],
    [{ storage: { gib: 10 } }, "storage.gib: OutOfRange"],
    [{ instance: "db.t4g.micro" }, "instance: InvalidInstanceClass"],
    [{ instance: "large" }, "instance: InvalidInstanceClass"],
  ])("is refused with %j", (options, expected) => {
    expect(rds(options)).toEqual([`databases.main.${expected}`]);
  });

  it("is refused with what only Aurora has", () => {
    expect(problemCodes(rootsWith(miswritten({ engine: "rds" } as const, { capacity: { min: 0, max: 2 } })))).toEqual([
      "databases.main.capacity: UnknownOption",
    ]);
  });
});

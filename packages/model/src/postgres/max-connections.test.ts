import { describe, expect, it } from "vitest";
import { maxConnections } from "./max-connections.js";

const aurora = (minCapacityAcu: number, maxCapacityAcu: number) =>
  maxConnections({
    engine: { kind: "aurora-serverless", minCapacityAcu, maxCapacityAcu, readers: 0, autoPauseMinutes: null },
    parameters: {},
  });
const rds = (instanceClass: string, parameters: Readonly<Record<string, string>> = {}) =>
  maxConnections({
    engine: { kind: "rds", instanceClass, multiAz: false, storageGib: 20, maxStorageGib: 100 },
    parameters,
  });

describe("the connections that a database takes", () => {
  it.each([
    [1, 189],
    [4, 823],
    [8, 1669],
    [16, 3360],
    [32, 5000],
  ])("are Aurora's own table for a maximum of %d ACU", (maximum, connections) => {
    expect(aurora(1, maximum)).toBe(connections);
  });

  it.each([0, 0.5])("are held to 2000 by a minimum of %d ACU", (minimum) => {
    expect(aurora(minimum, 16)).toBe(2000);
    expect(aurora(minimum, 4)).toBe(823);
  });

  it.each([
    ["t4g.micro", 112],
    ["t4g.small", 225],
    ["m7g.large", 901],
    ["r8g.large", 1802],
    ["r8g.16xlarge", 5000],
  ])("follow from the memory of a %s", (instanceClass, connections) => {
    expect(rds(instanceClass)).toBe(connections);
  });

  it("are those that are stated, and not known where that is a formula", () => {
    expect(rds("t4g.micro", { max_connections: "100" })).toBe(100);
    expect(rds("t4g.micro", { max_connections: "{DBInstanceClassMemory/12582880}" })).toBeNull();
  });

  it("are not known for a class that doesn't follow its family", () => {
    expect(rds("x2iedn.32xlarge")).toBeNull();
    expect(rds("m5d.metal")).toBeNull();
  });
});

import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { image, job, service } from "../index.js";
import { isFargateSize, nearestFargateSize } from "./fargate-sizes.js";

const app = image("app");

describe("a size that Fargate doesn't have", () => {
  it.each([
    [512, 512],
    [1536, 2048],
    [2048, 3072],
    [256, 4096],
    [8192, 20_000],
    [3, 5],
  ])("is refused: %i CPU units with %i MiB", (cpu, memory) => {
    expect(problemCodes({ services: [service("a", { image: app, cpu, memory })] })).toEqual([
      "services.a.cpu: InvalidFargateSize",
    ]);
  });

  it("is refused of a job too", () => {
    expect(problemCodes({ jobs: [job("a", { image: app, cpu: 512, memory: 512 })] })).toEqual([
      "jobs.a.cpu: InvalidFargateSize",
    ]);
  });

  it("is refused with the nearest that has as much of both", () => {
    const [problem] = problemsOf(() =>
      resolveRoots({ services: [service("a", { image: app, cpu: 1536, memory: 2048 })] }),
    );
    expect(problem?.fix).toContain("cpu: 2048, memory: 4096");
  });

  it("is never suggested, and what is suggested is enough", () => {
    const size = fc.record({
      cpuUnits: fc.integer({ min: 1, max: 16_384 }),
      memoryMib: fc.integer({ min: 1, max: 122_880 }),
    });
    fc.assert(
      fc.property(size, (asked) => {
        const nearest = nearestFargateSize(asked);
        expect(isFargateSize(nearest)).toBe(true);
        expect(nearest.cpuUnits).toBeGreaterThanOrEqual(asked.cpuUnits);
        expect(nearest.memoryMib).toBeGreaterThanOrEqual(asked.memoryMib);
        if (isFargateSize(asked)) expect(nearest).toEqual(asked);
      }),
    );
  });
});

describe("Fargate", () => {
  it.each([
    [256, 512],
    [256, 1024],
    [512, 4096],
    [1024, 8192],
    [4096, 30_720],
    [8192, 61_440],
    [16_384, 122_880],
  ])("has %i CPU units with %i MiB", (cpuUnits, memoryMib) => {
    expect(isFargateSize({ cpuUnits, memoryMib })).toBe(true);
  });
});

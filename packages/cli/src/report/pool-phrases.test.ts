import { type CapacityOptions, image, service } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { describePool } from "./pool-phrases.js";

const poolsOf = (capacity: CapacityOptions): string[] =>
  resolveRoots({
    services: [service("worker", { image: image("app"), capacity, cpu: 256, memory: 512, tasks: 2 })],
  }).pools.map(describePool);

describe("what a plan says of instances", () => {
  it("is how many there may be, of what, and how many tasks one takes", () => {
    expect(poolsOf({ ec2: { instanceType: ["t4g.small", "t4g.medium"], spot: true, disk: 30 } })).toEqual([
      "0–2 EC2 instances of t4g.small or t4g.medium on Spot, 30 GiB of disk, 2 tasks on one at most",
    ]);
    expect(poolsOf({ ec2: { instanceType: "m7g.large", minInstances: 2, maxInstances: 2 } })).toEqual([
      "2 EC2 instances of m7g.large, 50 GiB of disk, 2 tasks on one at most",
    ]);
  });

  it("is nothing where all is on Fargate", () => {
    expect(poolsOf("fargate")).toEqual([]);
  });
});

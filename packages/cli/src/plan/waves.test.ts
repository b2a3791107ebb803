import { Fault } from "@fairlead/errors";
import { describe, expect, it } from "vitest";
import { deploymentWaves } from "./waves.js";

const stack = (role: string, ...dependsOn: string[]) => ({
  name: `app-dev-${role}`,
  role,
  dependsOn: dependsOn.map((other) => `app-dev-${other}`),
});

describe("deployment waves", () => {
  it("put a stack right after the last one that it waits for", () => {
    const stacks = [
      stack("Vpc"),
      stack("Secrets"),
      stack("Data", "Vpc", "Secrets"),
      stack("Alb", "Vpc"),
      stack("Ecs", "Data", "Alb"),
    ];

    expect(deploymentWaves(stacks)).toEqual([["Vpc", "Secrets"], ["Data", "Alb"], ["Ecs"]]);
  });

  it("are a defect when stacks wait for each other", () => {
    expect(() => deploymentWaves([stack("A", "B"), stack("B", "A")])).toThrow(Fault);
  });
});

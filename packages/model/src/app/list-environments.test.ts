import { miswritten } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { customizationOf, defineApp, listEnvironments } from "../index.js";

const definition = defineApp({
  name: "shop",
  environments: {
    prod: { tier: "production", region: "us-east-1" },
    dev: miswritten({ tier: "minimal", region: "eu-west-1" } as const, { reigon: "x" }),
    lost: miswritten({ tier: "minimal", region: "eu-west-1" } as const, { tier: "none" }),
  },
  build: () => ({}),
});

describe("the list of environments", () => {
  it("has each by name, also one that is wrong", () => {
    expect(listEnvironments(definition)).toEqual([
      { name: "dev", tier: "minimal", region: "eu-west-1" },
      { name: "lost", tier: null, region: null },
      { name: "prod", tier: "production", region: "us-east-1" },
    ]);
  });

  it("is empty where there are none", () => {
    expect(
      listEnvironments(defineApp(miswritten({ name: "a", environments: {}, build: () => ({}) }, { environments: 1 }))),
    ).toEqual([]);
  });
});

describe("the customisation of a definition", () => {
  it("is handed through as it is", () => {
    const customize = { kind: "cdk-customization" } as const;
    expect(customizationOf(defineApp({ ...definition.options, customize }))).toBe(customize);
    expect(customizationOf(definition)).toBeNull();
  });
});

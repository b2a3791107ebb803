import { problemCodes } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, service } from "../index.js";

const many = (length: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length }, (_, index) => [`V_${index}`, "value"]));
const codes = (env: Record<string, string>) => problemCodes({ services: [service("a", { image: image("app"), env })] });

describe("the variables of a container", () => {
  it("are refused when they don't fit into a task definition", () => {
    expect(codes({ PROMPT: "word ".repeat(10_000) })).toEqual(["services.a.env: EnvironmentTooLarge"]);
  });

  it("are refused above the number at which CloudFormation drops all of them without a word", () => {
    expect(codes(many(100))).toEqual([]);
    expect(codes(many(101))).toEqual(["services.a.env: TooManyVariables"]);
  });

  it("are counted for each container of a task", () => {
    const app = image("app");
    const sidecars = { cache: { image: app, env: many(101) } };
    expect(problemCodes({ services: [service("a", { image: app, env: many(100), sidecars })] })).toEqual([
      "services.a.sidecars.cache.env: TooManyVariables",
    ]);
  });

  it.each(["1ST", "A-B", "A B", ""])("are refused with the name %j", (name) => {
    const [code] = codes({ [name]: "x" });
    expect(code).toContain("InvalidVariableName");
  });

  it("are refused with a name that ECS sets itself", () => {
    expect(codes({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x" })).toEqual([
      "services.a.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: ReservedVariable",
    ]);
  });
});

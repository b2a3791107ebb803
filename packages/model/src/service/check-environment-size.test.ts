import { problemCodes } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, service } from "../index.js";

const codes = (env: Record<string, string>) => problemCodes({ services: [service("a", { image: image("app"), env })] });

describe("the variables of a container", () => {
  it("are refused when they don't fit into a task definition", () => {
    expect(codes({ PROMPT: "word ".repeat(10_000) })).toEqual(["services.a.env: EnvironmentTooLarge"]);
  });

  it("may be many", () => {
    expect(codes(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`V_${index}`, "value"])))).toEqual([]);
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

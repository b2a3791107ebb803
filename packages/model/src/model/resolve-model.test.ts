import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, invokedId, model, type ModelOptions, service } from "../index.js";

const CLAUDE = "anthropic.claude-sonnet-4-20250514-v1:0";

const rootsWith = (options: ModelOptions) => ({
  services: [service("a", { image: image("app"), env: { MODEL_ID: model("chat", options).id } })],
});

describe("a model", () => {
  it("is called by its own id, or by its profile's", () => {
    const ids = (options: ModelOptions): string[] => resolveRoots(rootsWith(options)).models.map(invokedId);
    expect(ids({ id: CLAUDE })).toEqual([CLAUDE]);
    expect(ids({ id: CLAUDE, profile: "apac" })).toEqual([`apac.${CLAUDE}`]);
  });

  it("may be called by who names it", () => {
    expect(resolveRoots(rootsWith({ id: CLAUDE })).connections).toEqual([
      { kind: "permission", from: "services.a", to: "models.chat", access: "invoke-model", because: "MODEL_ID" },
    ]);
  });

  it.each([
    [{ id: "*" }, "id: InvalidModelId"],
    [{ id: "anthropic.*" }, "id: InvalidModelId"],
    [{ id: "arn:aws:bedrock:us-east-1::foundation-model/x.y" }, "id: InvalidModelId"],
    [{ id: `us.${CLAUDE}` }, "id: ProfileInModelId"],
    [{ profile: "mars" }, "profile: UnknownValue"],
    [{ accessKey: "x" }, "accessKey: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten({ id: CLAUDE }, wrong)))).toEqual([`models.chat.${expected}`]);
  });
});

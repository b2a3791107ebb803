import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, parameter, service } from "../index.js";

const rootsWith = (part: ReturnType<typeof parameter>) => ({
  services: [service("a", { image: image("app"), env: { SETTING: part } })],
});

describe("a parameter", () => {
  it.each([
    ["info", "info"],
    [300, "300"],
    [true, "true"],
  ])("of %j is a text", (value, text) => {
    expect(resolveRoots(rootsWith(parameter("setting", value))).parameters).toEqual([{ name: "setting", value: text }]);
  });

  it("is refused when it is too long for SSM", () => {
    expect(problemCodes(rootsWith(parameter("setting", "é".repeat(2049))))).toEqual([
      "parameters.setting.value: ParameterTooLong",
    ]);
  });

  it("is refused when it is empty, or of another type", () => {
    expect(problemCodes(rootsWith(parameter("setting", "")))).toEqual(["parameters.setting.value: OutOfRange"]);
    const part = miswritten(parameter("setting", "x"), { options: { value: ["x"] } });
    expect(problemCodes(rootsWith(part))).toEqual(["parameters.setting.value: WrongType"]);
  });
});

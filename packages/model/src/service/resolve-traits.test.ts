import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, service, type TraitsOptions } from "../index.js";

const rootsWith = (traits: TraitsOptions) => ({ services: [service("api", { image: image("app"), traits })] });

describe("what an app says of itself", () => {
  it("is kept as it is said, in seconds where it is a time", () => {
    const traits = {
      guards: { keyExcept: ["/health"] },
      paths: ["/api/*", "/health"],
      healthAsks: ["the database"],
      cutsAfter: "2m",
      exitsAfter: "30s",
    } as const satisfies TraitsOptions;
    expect(resolveRoots(rootsWith(traits)).services[0]?.traits).toMatchObject({
      hosts: null,
      keyExcept: ["/health"],
      paths: ["/api/*", "/health"],
      healthAsks: ["the database"],
      cutsAfterSeconds: 120,
      exitsAfterSeconds: 30,
    });
  });

  it.each([
    [{ cutsAfter: "2 minutes" }, "cutsAfter: InvalidDuration"],
    [{ paths: [""] }, "paths[0]: OutOfRange"],
    [{ healthAsks: "the database" }, "healthAsks: WrongType"],
    [{ path: ["/api/*"] }, "path: UnknownOption"],
  ])("is refused as %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten({}, wrong)))).toEqual([`services.api.traits.${expected}`]);
  });
});

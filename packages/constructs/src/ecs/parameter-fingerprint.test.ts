import { describe, expect, it } from "vitest";
import { parameterFingerprint } from "./parameter-fingerprint.js";

const environment = [{ name: "LOG_LEVEL", value: { kind: "parameter", parameter: "log-level" } }] as const;
const appWith = (level: string, other = "x") => ({
  parameters: [
    { name: "log-level", value: level },
    { name: "other", value: other },
  ],
});

describe("the fingerprint of a container's parameters", () => {
  it("changes with a value that the container reads", () => {
    expect(parameterFingerprint(appWith("info"), [{ environment }])).not.toEqual(
      parameterFingerprint(appWith("debug"), [{ environment }]),
    );
  });

  it("stays with values that others read, so that only who reads a parameter is released", () => {
    expect(parameterFingerprint(appWith("info", "y"), [{ environment }])).toEqual(
      parameterFingerprint(appWith("info", "x"), [{ environment }]),
    );
  });

  it("is nothing for a container without parameters", () => {
    expect(parameterFingerprint(appWith("info"), [{ environment: [] }])).toEqual({});
  });
});

import { describe, expect, it } from "vitest";
import { expectPresent, Fault } from "./fault.js";
import { isUserError, UserError } from "./user-error.js";

describe("UserError", () => {
  it("holds every problem of an input and says all of them in its message", () => {
    const error = UserError.ofProblems([
      { path: "services.proxy.cpu", code: "InvalidFargateSize", message: "No such size.", fix: "Use 512." },
      { path: "services.proxy.port", code: "WrongType", message: "A port is a number.", fix: "Write 8080." },
    ]);
    expect(error.problems.map((problem) => problem.path)).toEqual(["services.proxy.cpu", "services.proxy.port"]);
    expect(error.message).toBe("No such size.\nA port is a number.");
  });

  it("keeps the error that it stems from", () => {
    const cause = new TypeError("deep down");
    expect(UserError.of("ConfigMissing", { message: "No file.", fix: "Write one.", cause }).cause).toBe(cause);
  });

  it("is told from other errors, also when another copy of the package made it", () => {
    const fromAnotherCopy = { [Symbol.for("@fairlead/user-error")]: true, problems: [] };
    expect(isUserError(UserError.of("Any", { message: "m", fix: "f" }))).toBe(true);
    expect(isUserError(fromAnotherCopy)).toBe(true);
    expect(isUserError(new Fault("Any", "m"))).toBe(false);
    expect(isUserError(undefined)).toBe(false);
  });
});

describe("expectPresent", () => {
  it("hands back what is there, zero and the empty string too", () => {
    expect([expectPresent(0, "zero"), expectPresent("", "text")]).toEqual([0, ""]);
  });

  it("makes a Fault of what is missing, and names it", () => {
    expect(() => {
      expectPresent(undefined, "The service");
    }).toThrow(new Fault("MissingValue", "The service is missing after it was checked."));
  });
});

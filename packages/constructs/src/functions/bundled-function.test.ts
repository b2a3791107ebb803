import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundledFunction } from "./bundled-function.js";

describe("bundledFunction", () => {
  it.each(["credentials-rotation", "depth-reporter", "release-gate"])(
    "finds the bundle of %s from the sources too",
    (name) => {
      expect(existsSync(join(bundledFunction(name), "index.mjs"))).toBe(true);
    },
  );

  it("says which command makes a bundle that is missing", () => {
    expect(() => bundledFunction("unknown")).toThrow('"npm run build" makes it');
  });
});

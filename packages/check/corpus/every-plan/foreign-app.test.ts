import { describe, expect, it } from "vitest";
import { checkTemplates } from "../../src/check-app.js";
import { anAssembly } from "../../src/testing/an-assembly.js";
import { foreignApp } from "./foreign-app.js";

describe("the foreign app that mistakes are made in", () => {
  it("has none by itself", () => {
    expect(checkTemplates(anAssembly(foreignApp())).map(({ message }) => message)).toEqual([]);
  });
});

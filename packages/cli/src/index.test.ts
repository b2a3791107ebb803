import * as model from "@fairlead/model";
import { describe, expect, it } from "vitest";
import * as fairlead from "./index.js";

/** What tools and not descriptions call. */
const FOR_TOOLS =
  /^[A-Z]|^(?:addressOf|approval|called|check|containersOf|customizationOf|database|depth|each[A-Z]|extension|format|instance[A-Z]|invokedId|is[A-Z]|list|max|measured|namespace|parse|published|resolve|schedule[A-Z]|service[A-Z]|smoke|surge|usable|uses[A-Z]|watched|workText)/;

describe("what a description imports", () => {
  it("has every function that the model offers to descriptions", () => {
    const offered = Object.keys(model).filter((name) => !FOR_TOOLS.test(name));
    expect(offered.length).toBeGreaterThan(15);
    expect(Object.keys(fairlead)).toEqual(expect.arrayContaining(offered));
  });
});

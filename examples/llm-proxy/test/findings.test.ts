import { describe, expect, it } from "vitest";
import { describeFindings } from "../../testing/describe-findings.js";
import { planOf } from "../../testing/plan-of.js";
import definition from "../fairlead.config.ts";

describeFindings("the LLM Proxy", definition, import.meta.url);

describe("a finding on the LLM Proxy", () => {
  it("names the line of the description that caused it", async () => {
    const { app, findings } = await planOf(definition, "prod", import.meta.url);
    const onDatabase = findings.find(({ code }) => code === "DatabasePasswordUsed");
    expect(onDatabase?.source).toEqual(app.sources["databases.main"]);
    expect(onDatabase?.source?.file).toBe("fairlead.config.ts");
  });
});

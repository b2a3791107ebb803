import { describe, expect, it } from "vitest";
import definition from "../fairlead.config.ts";
import { planOf } from "../../testing/plan-of.js";

describe("the findings on the LLM Proxy", () => {
  it.each(["dev", "prod"])("leave no error and no warning open in %s", async (environment) => {
    const { findings, estimate } = await planOf(definition, environment, import.meta.url);
    // No resource without a price or a reason why it is free.
    expect(estimate.unknownTypes).toEqual([]);
    const open = findings.filter(({ severity, status }) => status.kind === "open" && severity !== "note");
    expect(open.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it("accept nothing without a reason and an end", async () => {
    const { findings } = await planOf(definition, "prod", import.meta.url);
    const accepted = findings.flatMap(({ status }) => (status.kind === "accepted" ? [status] : []));
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.filter(({ reason, until }) => reason.length < 20 || !/^\d{4}-\d\d-\d\d$/.test(until))).toEqual([]);
  });

  it("name the line of the description that caused them", async () => {
    const { app, findings } = await planOf(definition, "prod", import.meta.url);
    const onDatabase = findings.find(({ code }) => code === "DatabasePasswordUsed");
    expect(onDatabase?.source).toEqual(app.sources["databases.main"]);
    expect(onDatabase?.source?.file).toBe("fairlead.config.ts");
  });

  it("say of every code what it is, why it matters and how to mend it", async () => {
    const { findings } = await planOf(definition, "dev", import.meta.url);
    expect(findings.filter(({ why, fix, link }) => why === "" || fix === "" || link === "")).toEqual([]);
  });
});

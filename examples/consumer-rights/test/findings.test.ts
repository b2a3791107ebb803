import { beforeAll, describe, expect, it } from "vitest";
import definition from "../fairlead.config.ts";
import { type Plan, planOf } from "../../testing/plan-of.js";

describe.each(["minimal", "optimised", "production"])("the findings on Consumer Rights in %s", (environment) => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(definition, environment, import.meta.url);
  }, 120_000);

  it("leave no resource without a price or a reason why it is free", () => {
    expect(plan.estimate.unknownTypes).toEqual([]);
    expect(plan.estimate.lines.length).toBeGreaterThan(10);
  });

  it("leave no error and no warning open", () => {
    const open = plan.findings.filter(({ severity, status }) => status.kind === "open" && severity !== "note");
    expect(open.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it("are accepted with a reason and an end, and none by the description itself", () => {
    const accepted = plan.findings.flatMap(({ status }) => (status.kind === "accepted" ? [status] : []));
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.filter(({ reason, until }) => reason.length < 20 || !/^\d{4}-\d\d-\d\d$/.test(until))).toEqual([]);
    expect(definition.options.accept).toBeUndefined();
  });

  it("hold nothing that is reachable or permitted beyond the description", () => {
    const beyond = plan.findings.filter(({ code }) => code.endsWith("BeyondDescription"));
    expect(beyond.map(({ message }) => message)).toEqual([]);
    // The matrix was not empty when nothing was found in it.
    expect(plan.permissions.length).toBeGreaterThan(0);
  });
});

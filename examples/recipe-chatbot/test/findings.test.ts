import { beforeAll, describe, expect, it } from "vitest";
import definition from "../fairlead.config.ts";
import { type Plan, planOf } from "../../testing/plan-of.js";

describe("the findings on the Recipe Chatbot in production", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(definition, "production", import.meta.url);
  });

  it("leave no resource without a price or a reason why it is free", () => {
    expect(plan.estimate.unknownTypes).toEqual([]);
    expect(plan.estimate.lines.length).toBeGreaterThan(10);
  });

  it("leave no error and no warning open", () => {
    const open = plan.findings.filter(({ severity, status }) => status.kind === "open" && severity !== "note");
    expect(open.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it("look at who reaches whom and at who may do what, and find nothing beyond the description", () => {
    expect(plan.permissions.length).toBeGreaterThan(0);
    expect(plan.findings.filter(({ code }) => code.endsWith("BeyondDescription"))).toEqual([]);
  });

  it("accept nothing without a reason and an end", () => {
    const accepted = plan.findings.flatMap(({ status }) => (status.kind === "accepted" ? [status] : []));
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.filter(({ reason, until }) => reason.length < 20 || !/^\d{4}-\d\d-\d\d$/.test(until))).toEqual([]);
  });

  it("note that the two keys wait for their values, and what else is worth knowing", () => {
    const notes = plan.findings.filter(({ severity, status }) => status.kind === "open" && severity === "note");
    expect([...new Set(notes.map(({ code }) => code))].sort()).toEqual([
      "LittleRoomForProxy",
      "OperatorSecretsPending",
    ]);
  });
});

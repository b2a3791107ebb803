import { type AppDefinition, listEnvironments } from "@fairlead/model";
import { beforeAll, describe, expect, it } from "vitest";
import { type Plan, planOf } from "./plan-of.js";

/** Says what holds of the findings on every example, in each of its environments. @param url `import.meta.url` of its test. */
export function describeFindings(title: string, definition: AppDefinition, url: string): void {
  describe.each(listEnvironments(definition))(`the findings on ${title} in $name`, ({ name }) => {
    let plan: Plan;
    beforeAll(async () => {
      plan = await planOf(definition, name, url);
    });

    it("leave no resource without a price or a reason why it is free", () => {
      expect(plan.estimate.unknownTypes).toEqual([]);
      expect(plan.estimate.lines.length).toBeGreaterThan(10);
    });

    it("leave no error and no warning open", () => {
      const open = plan.findings.filter(({ severity, status }) => status.kind === "open" && severity !== "note");
      expect(open.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    });

    it("accept nothing without a reason and an end", () => {
      const accepted = plan.findings.flatMap(({ status }) => (status.kind === "accepted" ? [status] : []));
      expect(accepted.length).toBeGreaterThan(0);
      expect(accepted.filter(({ reason, until }) => reason.length < 20 || !/^\d{4}-\d\d-\d\d$/.test(until))).toEqual(
        [],
      );
    });

    it("say why they matter and how to mend what they tell of", () => {
      expect(plan.findings.filter(({ why, fix, link }) => why === "" || fix === "" || link === "")).toEqual([]);
    });

    it("tell of no way and no permission beyond the description, though they have looked at both", () => {
      expect(plan.permissions.length).toBeGreaterThan(0);
      const beyond = plan.findings.filter(({ code }) => code.endsWith("BeyondDescription"));
      expect(beyond.map(({ message }) => message)).toEqual([]);
    });
  });
}

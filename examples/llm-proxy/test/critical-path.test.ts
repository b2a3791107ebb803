import { criticalPath, criticalPathText } from "@fairlead/deploy";
import { expect, it } from "vitest";
import config from "../fairlead.config.js";
import { planOf } from "../../testing/plan-of.js";

it("deploys the first time in less than 60 % of the time that its resources take one after another", async () => {
  const { assembly } = await planOf(config, "prod", import.meta.url);
  const path = criticalPath(assembly);
  expect(path.toSeconds).toBeLessThan(0.6 * path.sum.toSeconds);
  expect(path.fromSeconds).toBeLessThan(0.6 * path.sum.fromSeconds);
  expect(criticalPathText(path).join("\n")).toContain("  Data: ");
});

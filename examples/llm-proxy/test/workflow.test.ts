import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import config from "../fairlead.config.js";
import { parametersToGive } from "../../testing/parameters-to-give.js";
import { type Plan, planOf } from "../../testing/plan-of.js";

const workflow = readFileSync(join(import.meta.dirname, "..", ".github", "workflows", "deploy.yml"), "utf8");

describe("the workflow that deploys production", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(config, "prod", import.meta.url);
  });

  it("deploys by a command that needs no more than the description says", () => {
    expect(workflow).toContain("run: npx fairlead deploy --env prod --yes\n");
    expect(parametersToGive(plan)).toEqual([]);
  });

  it("builds the image on a machine of the tasks' architecture, in the plan's region", () => {
    const { app } = plan;
    expect(app.images.map(({ source }) => source.kind)).toEqual(["build"]);
    expect(new Set(app.services.map(({ architecture }) => architecture))).toEqual(new Set(["arm64"]));
    expect(workflow).toContain("ubuntu-24.04-arm");
    expect(workflow).toContain(`AWS_REGION: ${app.environment.region}\n`);
  });

  it("holds no key of AWS, and deploys nothing from a pull request", () => {
    expect(workflow).not.toMatch(/\$\{\{ secrets\.|AWS_SECRET_ACCESS_KEY/);
    expect(workflow).toMatch(/ {2}deploy:\n {4}if: startsWith\(github\.ref, 'refs\/tags\/'\)\n/);
  });
});

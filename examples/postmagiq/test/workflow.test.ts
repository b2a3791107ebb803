import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectPresent } from "@fairlead/errors";
import { beforeAll, describe, expect, it } from "vitest";
import { parametersToGive } from "../../testing/parameters-to-give.js";
import { ENVIRONMENTS, plans } from "./plans.js";

const workflow = readFileSync(join(import.meta.dirname, "..", ".github", "workflows", "deploy.yml"), "utf8");

let planned: Awaited<ReturnType<typeof plans>> | null = null;

beforeAll(async () => {
  planned = await plans();
});

describe.each(ENVIRONMENTS)("the workflow, where it deploys %s,", (environment) => {
  const plan = () => expectPresent(planned, "the plans")[environment];

  it("needs no more than the description says", () => {
    expect(workflow).toContain('run: npx fairlead deploy --env "$ENVIRONMENT" --yes\n');
    expect(parametersToGive(plan())).toEqual([]);
  });

  it("builds each image for its tasks' architecture, by emulation where the machine has another, in the plan's region", () => {
    const { app } = plan();
    const platforms = { arm64: "runs-on: ubuntu-24.04-arm", x86_64: "with: { platforms: amd64 }" } as const;
    for (const { architecture } of app.services) expect(workflow).toContain(platforms[architecture]);
    expect(workflow).toContain(`AWS_REGION: ${app.environment.region}\n`);
  });
});

describe("the workflow", () => {
  it("holds no key of AWS, and deploys nothing from a pull request", () => {
    expect(workflow).not.toMatch(/\$\{\{ secrets\.|AWS_SECRET_ACCESS_KEY/);
    expect(workflow).toMatch(/ {2}deploy:\n {4}if: github\.event_name != 'pull_request'\n/);
  });
});

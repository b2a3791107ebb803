import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectPresent } from "@fairlead/errors";
import { beforeAll, describe, expect, it } from "vitest";
import { ENVIRONMENTS, plans } from "./plans.js";

const workflow = readFileSync(join(import.meta.dirname, "..", ".github", "workflows", "deploy.yml"), "utf8");

let planned: Awaited<ReturnType<typeof plans>> | null = null;

beforeAll(async () => {
  planned = await plans();
});

/** The machines of GitHub's by the architecture of the images that are built on them. */
const MACHINES = { arm64: "ubuntu-24.04-arm", x86_64: "ubuntu-24.04" } as const;

describe.each(ENVIRONMENTS)("the workflow, where it deploys %s,", (environment) => {
  const inEnvironment = workflow.replaceAll("$ENVIRONMENT", environment);
  const plan = () => expectPresent(planned, "the plans")[environment];

  it("gives every template parameter of the plan, and no other", () => {
    const wanted = plan().assembly.stacks.flatMap((stack) =>
      Object.keys(stack.template.Parameters ?? {})
        .filter((name) => name !== "BootstrapVersion")
        .map((name) => `${stack.name}:${name}`),
    );
    const given = [...inEnvironment.matchAll(/--parameters "([^=]+)=/g)]
      .map(([, name = ""]) => name)
      .filter((name) => name.startsWith(`postmagiq-${environment}-`));
    expect(given.toSorted()).toEqual(wanted.toSorted());
  });

  it("builds each image on a machine of its tasks' architecture, in the plan's region", () => {
    const { app } = plan();
    for (const { image, architecture } of app.services)
      expect(workflow).toContain(`{ image: ${image}, machine: ${MACHINES[architecture]},`);
    expect(workflow).toContain(`AWS_REGION: ${app.environment.region}\n`);
  });

  it("pushes to the repositories that the plan makes", () => {
    const registry = JSON.stringify(plan().assembly.stacks.find(({ role }) => role === "Registry")?.template);
    expect(workflow).toContain("/postmagiq/${{ env.ENVIRONMENT }}/${{ matrix.image }}:");
    for (const { image } of plan().app.services)
      expect(registry).toContain(`"RepositoryName":"postmagiq/${environment}/${image}"`);
  });
});

describe("the workflow", () => {
  it("holds no key of AWS, and deploys nothing from a pull request", () => {
    expect(workflow).not.toMatch(/secrets\.|AWS_SECRET_ACCESS_KEY/);
    expect(workflow).toMatch(/ {2}registry:\n {4}if: github\.event_name != 'pull_request'\n/);
    expect(workflow).toMatch(/ {2}push:\n {4}needs: registry\n/);
    expect(workflow).toMatch(/ {2}deploy:\n {4}needs: push\n/);
  });
});

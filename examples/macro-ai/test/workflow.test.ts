import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import config from "../fairlead.config.js";
import { type Plan, planOf } from "../../testing/plan-of.js";

const workflow = readFileSync(join(import.meta.dirname, "..", ".github", "workflows", "deploy.yml"), "utf8");

describe.each(["dev", "staging", "prod"])("the workflow, where it deploys %s,", (environment) => {
  const inEnvironment = workflow
    .replaceAll("$ENVIRONMENT", environment)
    .replaceAll("${{ env.ENVIRONMENT }}", environment);

  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(config, environment, import.meta.url);
  });

  it("gives every template parameter of the plan, and no other", () => {
    const { assembly } = plan;
    const wanted = assembly.stacks.flatMap((stack) =>
      Object.keys(stack.template.Parameters ?? {})
        .filter((name) => name !== "BootstrapVersion")
        .map((name) => `${stack.name}:${name}`),
    );
    const given = [...inEnvironment.matchAll(/--parameters "([^=]+)=/g)].map((match) => match[1]);
    expect(given.toSorted()).toEqual(wanted.toSorted());
  });

  it("pushes to the repository that the plan makes, from a machine of the tasks' architecture, in the plan's region", () => {
    const { app, assembly } = plan;
    const templates = JSON.stringify(assembly.stacks.find((stack) => stack.role === "Registry")?.template);
    const repository = /IMAGE: \$\{\{ steps\.registry\.outputs\.registry \}\}\/([^:]+):/.exec(inEnvironment)?.[1];
    expect(templates).toContain(`"RepositoryName":"${repository ?? "none"}"`);
    expect(new Set(app.services.map(({ architecture }) => architecture))).toEqual(new Set(["arm64"]));
    expect(workflow).toContain("ubuntu-24.04-arm");
    expect(workflow).toContain(`AWS_REGION: ${app.environment.region}\n`);
  });
});

describe("the workflow", () => {
  it("holds no key of AWS, and deploys nothing from a pull request", () => {
    expect(workflow).not.toMatch(/secrets\.|AWS_SECRET_ACCESS_KEY/);
    expect(workflow).toMatch(/ {2}deploy:\n {4}if: github\.event_name != 'pull_request'\n/);
  });
});

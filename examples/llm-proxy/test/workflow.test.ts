import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import config from "../fairlead.config.js";
import { planOf } from "../../testing/plan-of.js";

const workflow = readFileSync(join(import.meta.dirname, "..", ".github", "workflows", "deploy.yml"), "utf8");

describe("the workflow that deploys production", () => {
  it("gives every template parameter of the plan, and no other", async () => {
    const { assembly } = await planOf(config, "prod", import.meta.url);
    const wanted = assembly.stacks.flatMap((stack) =>
      Object.keys(stack.template.Parameters ?? {})
        .filter((name) => name !== "BootstrapVersion")
        .map((name) => `${stack.name}:${name}`),
    );
    const given = [...workflow.matchAll(/--parameters "([^=]+)=/g)].map((match) => match[1]);
    expect(given.toSorted()).toEqual(wanted.toSorted());
  });

  it("pushes to the repository that the plan makes, from a machine of the tasks' architecture", async () => {
    const { app, assembly } = await planOf(config, "prod", import.meta.url);
    const templates = JSON.stringify(assembly.stacks.find((stack) => stack.role === "Registry")?.template);
    const repository = /REPOSITORY: (\S+)/.exec(workflow)?.[1];
    expect(templates).toContain(`"RepositoryName":"${repository ?? "none"}"`);
    expect(new Set(app.services.map((service) => service.architecture))).toEqual(new Set(["arm64"]));
    expect(workflow).toContain("ubuntu-24.04-arm");
  });

  it("builds the image from the folder and the Dockerfile that the description names", async () => {
    const { app } = await planOf(config, "prod", import.meta.url);
    const [, dockerfile, context] = /docker build --file (\S+) --tag "\$IMAGE" (\S+)/.exec(workflow) ?? [];
    expect(app.images.map(({ source }) => source)).toEqual([
      { kind: "build", context, dockerfile: dockerfile?.slice(`${context ?? ""}/`.length) },
    ]);
  });
});

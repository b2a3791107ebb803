import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import definition from "../fairlead.config.ts";
import { lint, provideCfnLint } from "../../testing/cfn-lint.js";
import { planOf } from "../../testing/plan-of.js";

describe("cfn-lint", () => {
  let command: string | null = null;
  let reason = "Nobody has looked for it yet.";

  // The first run on a machine fetches it from PyPI.
  beforeAll(() => {
    const cfnLint = provideCfnLint();
    if (cfnLint.kind === "failed") expect.fail(cfnLint.reason);
    if (cfnLint.kind === "found") command = cfnLint.command;
    else reason = cfnLint.reason;
  }, 300_000);

  it.for(["dev", "prod"])(
    "has no complaint about any template of %s",
    { timeout: 180_000 },
    async (environment, { skip }) => {
      // The README promises tests that run with Node alone; CI has Python.
      if (command === null) return skip(reason);
      const { app, assembly } = await planOf(definition, environment, import.meta.url);
      const templates = assembly.stacks.map(({ templateFile }) => join(assembly.directory, templateFile));
      expect(lint(command, templates, app.environment.region)).toEqual([]);
    },
  );

  it("finds a fault that was put into a template", ({ skip }) => {
    if (command === null) return skip(reason);
    const faulty = join(import.meta.dirname, "../../testing/faulty.template.json");
    expect(lint(command, [faulty], "us-east-1")).toEqual([expect.stringMatching(/:E3002:/)]);
  });
});
